-- Every account that represented counts on a date, with the steps it passes: s1 in_crm, s2 owned, s3 complete, s4 has_contact,
-- s5 touched. A step of which nothing is tracked is passed by all. tracked says of what there is anything, as bits. best is the record
-- that stands for the account: its id, its owner and its fields that are not ok.
CREATE OR REPLACE VIEW stepped_accounts AS
WITH
  (SELECT count() > 0 FROM accounts) AS has_universe,
  listed AS (
    SELECT account_id, tier, department FROM account_rows
    WHERE valid_from <= {on:Date} AND {on:Date} < valid_to
    ORDER BY valid_from DESC, line DESC LIMIT 1 BY account_id
  ),
  facts AS (
    SELECT account_id, 1 AS is_listed, tier, department, 0 AS is_record, 0 AS has_owner, 0 AS is_owned, 0 AS is_valid, 0 AS is_contact,
      '' AS owner, '' AS owner_phase, '' AS record, []::Array(Tuple(field String, state UInt8, critical Bool)) AS bad_fields,
      toDate(0) AS touched_on
    FROM listed
    UNION ALL
    SELECT account_id, 0, '', '', object = 'account', object = 'account' AND owner_key != '', object = 'account' AND owner_eligible,
      object = 'account' AND arrayAll(rule -> NOT rule.critical OR rule.state = 1, rules), object = 'contact',
      if(object = 'account', owner_key, ''), if(object = 'account' AND owner_eligible, phase, ''), if(object = 'account', record_id, ''),
      if(object = 'account', arrayMap(rule -> (rule.field, rule.state, rule.critical = 1), arrayFilter(rule -> rule.state != 1, rules)), []),
      toDate(0)
    FROM standing_records(on = {on:Date})
    WHERE account_id != '' AND object IN ('account', 'contact')
    UNION ALL
    SELECT account_id, 0, '', '', 0, 0, 0, 0, 0, '', '', '', [], last_touch FROM touches_on(on = {on:Date})
  ),
  by_account AS (
    SELECT account_id, max(is_listed) AS in_universe, anyIf(tier, is_listed) AS account_tier, anyIf(department, is_listed) AS account_department,
      max(is_record) AS record_exists, max(has_owner) AS owner_named, max(is_owned) AS owner_counts, max(is_valid) AS data_valid,
      max(is_owned AND is_valid) AS owned_and_valid, max(is_contact) AS contact_exists, max(touched_on) AS last_touch,
      groupUniqArrayIf(owner, owner != '') AS owners, max(owner_phase) AS phase_of_owner,
      -- Where an account has several records, the one that gets farthest stands for it.
      argMax((record, owner, bad_fields), (is_record, is_owned AND is_valid, is_owned, has_owner, record)) AS best
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
  noticed AS (
    SELECT a.*, if(p.listed_phase != '', p.listed_phase, a.phase_of_owner) AS account_phase,
      max(record_exists) OVER () AS k_in_crm, max(owner_named) OVER () AS k_owned, max(contact_exists) OVER () AS k_contact,
      max(last_touch) OVER () > toDate(0) AS k_touched,
      last_touch > toDate(0) AND last_touch > toDate({on:Date}) - multiIf(account_tier = 'A', 30, account_tier = 'C', 180, 90) AS touched_in_time
    FROM by_account AS a LEFT JOIN placed AS p ON p.department = a.account_department
  )
SELECT account_id, account_tier, account_department, account_phase, owners, last_touch,
  best::Tuple(record_id String, owner_key String, bad_fields Array(Tuple(field String, state UInt8, critical Bool))) AS best,
  toUInt8(has_universe + 2 * k_in_crm + 4 * k_owned + 8 * k_contact + 16 * k_touched) AS tracked,
  NOT k_in_crm OR record_exists AS s1,
  s1 AND (NOT k_owned OR owner_counts) AS s2,
  s2 AND (NOT k_in_crm OR if(k_owned, owned_and_valid, data_valid)) AS s3,
  s3 AND (NOT k_contact OR contact_exists) AS s4,
  s4 AND (NOT k_touched OR touched_in_time) AS s5
FROM noticed
WHERE if(has_universe, in_universe, record_exists)
