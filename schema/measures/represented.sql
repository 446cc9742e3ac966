-- represented on a date, by none, tier or department of the account: steps, each a subset of the one before. For the phases
-- by phase: that of the account’s department, the earliest to go live first, else that of its owner. Of any people and any date;
-- represented_of_groups answers from what was counted.
CREATE OR REPLACE VIEW represented AS
WITH
  (SELECT target_represented FROM current_settings) AS organisation_target,
  chosen AS (
    SELECT account_tier AS tier, account_department AS department, account_phase AS phase, tracked, 1 AS accounts, s1 AS in_crm_accounts,
      s2 AS owned_accounts, s3 AS complete_accounts, s4 AS contact_accounts, s5 AS touched_accounts
    FROM stepped_accounts(on = {on:Date})
    WHERE (empty({departments:Array(String)}) OR has({departments:Array(String)}, account_department))
      AND (empty({people:Array(String)}) OR hasAny({people:Array(String)}, owners))
      AND (empty({phases:Array(String)}) OR has({phases:Array(String)}, account_phase))
  ),
  grouped AS (
    SELECT
      multiIf({by:String} = 'none', '', {by:String} = 'tier', tier, {by:String} = 'department', department,
        {by:String} = 'phase', phase, toString(throwIf(1, 'unknown dimension'))) AS group,
      groupBitOr(tracked) AS told,
      if(bitTest(told, 0), sum(accounts), NULL) AS universe,
      if(bitTest(told, 1), sum(in_crm_accounts), NULL) AS in_crm,
      if(bitTest(told, 2), sum(owned_accounts), NULL) AS owned,
      if(bitTest(told, 1), sum(complete_accounts), NULL) AS complete,
      if(bitTest(told, 3), sum(contact_accounts), NULL) AS has_contact,
      if(bitTest(told, 4), sum(touched_accounts), NULL) AS touched,
      sum(touched_accounts) AS represented
    FROM chosen
    GROUP BY group
  ),
  -- In whole ten-thousandths: the own target, else that of the organisation; tiers have none.
  targeted AS (
    SELECT g.*,
      multiIf({by:String} = 'none', organisation_target,
        {by:String} = 'department', coalesce(d.target_represented, organisation_target),
        {by:String} = 'phase', coalesce(f.target_represented, organisation_target), NULL) AS goal
    FROM grouped AS g
    LEFT JOIN current_departments AS d ON d.department = g.group
    LEFT JOIN phase_targets AS f ON f.phase = g.group
  )
SELECT group, universe, in_crm, owned, complete, has_contact, touched, represented,
  if(universe IS NULL OR universe = 0, NULL, represented / universe) AS rate,
  goal / 10000 AS target,
  if(goal IS NULL OR universe IS NULL, NULL, toUInt64(greatest(0, toInt64(intDiv(goal * universe + 9999, 10000)) - toInt64(represented)))) AS gap
FROM targeted
