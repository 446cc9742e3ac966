-- Counts the accounts at the end of a day by the smallest groups, step by step.
INSERT INTO account_groups
WITH
  (SELECT target_represented FROM current_settings) AS organisation_target,
  counted AS (
    SELECT account_tier, account_department, account_phase, any(tracked) AS all_tracked, count() AS accounts, countIf(s1) AS in_crm,
      countIf(s2) AS owned, countIf(s3) AS complete, countIf(s4) AS has_contact, countIf(s5) AS touched
    FROM stepped_accounts(on = {on:Date})
    GROUP BY account_tier, account_department, account_phase
  )
SELECT {on:Date} AS on_day, toUInt8(0) AS is_head, c.account_tier AS tier, c.account_department AS department, c.account_phase AS phase,
  c.all_tracked AS tracked, c.accounts AS accounts, c.in_crm AS in_crm, c.owned AS owned, c.complete AS complete,
  c.has_contact AS has_contact, c.touched AS touched, organisation_target AS target_organisation,
  d.target_represented AS target_department, f.target_represented AS target_phase, {generation:UInt64} AS generation, toUInt8(0) AS gone
FROM counted AS c
LEFT JOIN current_departments AS d ON d.department = c.account_department
LEFT JOIN phase_targets AS f ON f.phase = c.account_phase
UNION ALL
SELECT {on:Date}, 1, '', '', '', 0, 0, 0, 0, 0, 0, 0, NULL, NULL, NULL, {generation:UInt64}, 0
