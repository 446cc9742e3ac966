-- represented on a date, by none, tier or department of the account: steps, each a subset of the one before. For the phases
-- by phase: that of the account’s department, the earliest to go live first, else that of its owner.
CREATE OR REPLACE VIEW represented AS
WITH
  (SELECT count() > 0 FROM accounts) AS has_universe,
  (SELECT target_represented FROM current_settings) AS organisation_target,
  listed AS (
    SELECT account_id, tier, department FROM account_rows
    WHERE valid_from <= {on:Date} AND {on:Date} < valid_to
    ORDER BY valid_from DESC, line DESC LIMIT 1 BY account_id
  ),
  facts AS (
    SELECT account_id, 1 AS is_listed, tier, department, 0 AS is_record, 0 AS has_owner, 0 AS is_owned, 0 AS is_valid, 0 AS is_contact,
      '' AS owner, '' AS owner_phase, toDate(0) AS touched_on
    FROM listed
    UNION ALL
    SELECT account_id, 0, '', '', object = 'account', object = 'account' AND owner_key != '', object = 'account' AND owner_eligible,
      object = 'account' AND arrayAll(rule -> NOT rule.critical OR rule.state = 1, rules), object = 'contact',
      if(object = 'account', owner_key, ''), if(object = 'account' AND owner_eligible, phase, ''), toDate(0)
    FROM records_on(on = {on:Date})
    WHERE account_id != '' AND object IN ('account', 'contact')
    UNION ALL
    SELECT account_id, 0, '', '', 0, 0, 0, 0, 0, '', '', last_touch FROM touches_on(on = {on:Date})
  ),
  by_account AS (
    SELECT account_id, max(is_listed) AS in_universe, anyIf(tier, is_listed) AS account_tier, anyIf(department, is_listed) AS account_department,
      max(is_record) AS record_exists, max(has_owner) AS owner_named, max(is_owned) AS owner_counts, max(is_valid) AS data_valid,
      max(is_owned AND is_valid) AS owned_and_valid, max(is_contact) AS contact_exists, max(touched_on) AS last_touch,
      groupUniqArrayIf(owner, owner != '') AS owners, max(owner_phase) AS phase_of_owner
    FROM facts
    GROUP BY account_id
  ),
  placed AS (
    SELECT department, argMin(phase, (go_live, ordinal)) AS listed_phase
    FROM current_phases ARRAY JOIN departments AS department
    WHERE department != ''
    GROUP BY department
  ),
  -- Whether anything of a step is tracked at all is asked of every account, listed or not.
  tracked AS (
    SELECT a.*, if(p.listed_phase != '', p.listed_phase, a.phase_of_owner) AS account_phase,
      max(record_exists) OVER () AS k_in_crm, max(owner_named) OVER () AS k_owned, max(contact_exists) OVER () AS k_contact,
      max(last_touch) OVER () > toDate(0) AS k_touched,
      last_touch > toDate(0) AND last_touch > toDate({on:Date}) - multiIf(account_tier = 'A', 30, account_tier = 'C', 180, 90) AS touched_in_time
    FROM by_account AS a LEFT JOIN placed AS p ON p.department = a.account_department
  ),
  stepped AS (
    SELECT account_tier, account_department, account_phase, k_in_crm, k_owned, k_contact, k_touched,
      NOT k_in_crm OR record_exists AS s1,
      s1 AND (NOT k_owned OR owner_counts) AS s2,
      s2 AND (NOT k_in_crm OR if(k_owned, owned_and_valid, data_valid)) AS s3,
      s3 AND (NOT k_contact OR contact_exists) AS s4,
      s4 AND (NOT k_touched OR touched_in_time) AS s5
    FROM tracked
    WHERE if(has_universe, in_universe, record_exists)
      AND (empty({departments:Array(String)}) OR has({departments:Array(String)}, account_department))
      AND (empty({people:Array(String)}) OR hasAny({people:Array(String)}, owners))
      AND (empty({phases:Array(String)}) OR has({phases:Array(String)}, account_phase))
  ),
  grouped AS (
    SELECT
      multiIf({by:String} = 'none', '', {by:String} = 'tier', account_tier, {by:String} = 'department', account_department,
        {by:String} = 'phase', account_phase, toString(throwIf(1, 'unknown dimension'))) AS group,
      if(has_universe, count(), NULL) AS universe,
      if(any(k_in_crm), countIf(s1), NULL) AS in_crm,
      if(any(k_owned), countIf(s2), NULL) AS owned,
      if(any(k_in_crm), countIf(s3), NULL) AS complete,
      if(any(k_contact), countIf(s4), NULL) AS has_contact,
      if(any(k_touched), countIf(s5), NULL) AS touched,
      countIf(s5) AS represented
    FROM stepped
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
