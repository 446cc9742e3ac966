-- Accounts that represented counts on {on}, each with the first step it fails of those that can be formed, or `represented`.
CREATE OR REPLACE VIEW account_steps AS
WITH
  (SELECT count() > 0 FROM accounts) AS has_universe,
  listed AS (
    SELECT account_id, tier, department FROM account_rows
    WHERE valid_from <= {on:Date} AND {on:Date} < valid_to
    ORDER BY valid_from DESC, line DESC LIMIT 1 BY account_id
  ),
  facts AS (
    SELECT account_id, 1 AS is_listed, tier, department, 0 AS is_record, 0 AS has_owner, 0 AS is_owned, 0 AS is_valid, 0 AS is_contact,
      '' AS owner, '' AS record, []::Array(Tuple(field String, state UInt8, critical Bool)) AS bad_fields, toDate(0) AS touched_on
    FROM listed
    UNION ALL
    SELECT account_id, 0, '', '', object = 'account', object = 'account' AND owner_key != '', object = 'account' AND owner_eligible,
      object = 'account' AND arrayAll(rule -> NOT rule.critical OR rule.state = 1, rules), object = 'contact',
      if(object = 'account', owner_key, ''), if(object = 'account', record_id, ''),
      if(object = 'account', arrayMap(rule -> (rule.field, rule.state, rule.critical = 1), arrayFilter(rule -> rule.state != 1, rules)), []),
      toDate(0)
    FROM standing_records(on = {on:Date})
    WHERE account_id != '' AND object IN ('account', 'contact')
    UNION ALL
    SELECT account_id, 0, '', '', 0, 0, 0, 0, 0, '', '', [], last_touch FROM touches_on(on = {on:Date})
  ),
  by_account AS (
    SELECT account_id, max(is_listed) AS in_universe, anyIf(tier, is_listed) AS account_tier, anyIf(department, is_listed) AS account_department,
      max(is_record) AS record_exists, max(has_owner) AS owner_named, max(is_owned) AS owner_counts, max(is_valid) AS data_valid,
      max(is_owned AND is_valid) AS owned_and_valid, max(is_contact) AS contact_exists, max(touched_on) AS last_touch,
      groupUniqArrayIf(owner, owner != '') AS owners,
      -- Where an account has several records, the one that gets farthest stands for it.
      argMax((record, owner, bad_fields), (is_record, is_owned AND is_valid, is_owned, has_owner, record)) AS best
    FROM facts
    GROUP BY account_id
  ),
  -- Whether anything of a step is tracked at all is asked of every account, listed or not.
  tracked AS (
    SELECT *, max(record_exists) OVER () AS k_in_crm, max(owner_named) OVER () AS k_owned, max(contact_exists) OVER () AS k_contact,
      max(last_touch) OVER () > toDate(0) AS k_touched,
      last_touch > toDate(0) AND last_touch > toDate({on:Date}) - multiIf(account_tier = 'A', 30, account_tier = 'C', 180, 90) AS touched_in_time
    FROM by_account
  )
SELECT account_id, best.1 AS record_id, best.2 AS owner_key, account_tier, account_department, last_touch,
  best.3::Array(Tuple(field String, state UInt8, critical Bool)) AS bad_fields,
  multiIf(k_in_crm AND NOT record_exists, 'not_in_crm',
    k_owned AND NOT owner_counts, 'not_owned',
    k_in_crm AND NOT if(k_owned, owned_and_valid, data_valid), 'not_complete',
    k_contact AND NOT contact_exists, 'without_contact',
    k_touched AND NOT touched_in_time, 'not_touched', 'represented') AS step
FROM tracked
WHERE if(has_universe, in_universe, record_exists)
  AND (empty({departments:Array(String)}) OR has({departments:Array(String)}, account_department))
  AND (empty({people:Array(String)}) OR hasAny({people:Array(String)}, owners))
