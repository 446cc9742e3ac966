-- represented on a date, by none, tier or department of the account: steps, each a subset of the one before.
CREATE OR REPLACE VIEW represented AS
WITH
  listed AS (
    SELECT account_id, tier, department FROM account_rows
    WHERE valid_from <= {on:Date} AND {on:Date} < valid_to
    ORDER BY valid_from DESC, line DESC LIMIT 1 BY account_id
  ),
  has_universe AS (SELECT count() > 0 AS known FROM account_rows),
  live AS (SELECT * FROM records_on(on = {on:Date})),
  incomplete AS (
    SELECT record_id, countIf(critical AND state != 1) AS wrong FROM record_fields_on(on = {on:Date}) WHERE object = 'account' GROUP BY record_id
  ),
  account_records AS (
    SELECT l.account_id AS account_id, max(l.owner_eligible) AS is_owned, max(l.owner_eligible AND i.wrong = 0) AS is_owned_complete,
      max(i.wrong = 0) AS is_complete, max(l.owner_key != '') AS has_owner, anyIf(l.phase, l.owner_eligible) AS owner_phase,
      groupUniqArray(l.owner_key) AS owners
    FROM live AS l LEFT JOIN incomplete AS i ON i.record_id = l.record_id
    WHERE l.object = 'account'
    GROUP BY l.account_id
  ),
  contacted AS (SELECT DISTINCT account_id FROM live WHERE object = 'contact' AND account_id != ''),
  touched_on AS (SELECT account_id, last_touch FROM touches_on(on = {on:Date})),
  tracked AS (
    SELECT (SELECT count() > 0 FROM account_records) AS in_crm, (SELECT countIf(has_owner) > 0 FROM account_records) AS owned,
      (SELECT count() > 0 FROM contacted) AS has_contact, (SELECT count() > 0 FROM touched_on) AS touched
  ),
  base AS (
    SELECT account_id, tier, department FROM listed
    UNION ALL
    SELECT account_id, '' AS tier, '' AS department FROM account_records WHERE NOT (SELECT known FROM has_universe)
  ),
  passed AS (
    SELECT b.tier AS tier, b.department AS department, r.account_id != '' AS p_in_crm, r.is_owned AS is_owned,
      r.is_complete AS is_complete, r.is_owned_complete AS is_owned_complete, c.account_id != '' AS p_contact,
      t.account_id != '' AND t.last_touch > toDate({on:Date}) - multiIf(b.tier = 'A', 30, b.tier = 'C', 180, 90) AS p_touched,
      r.owner_phase AS owner_phase, r.owners AS owners
    FROM base AS b
    LEFT JOIN account_records AS r ON r.account_id = b.account_id
    LEFT JOIN contacted AS c ON c.account_id = b.account_id
    LEFT JOIN touched_on AS t ON t.account_id = b.account_id
  ),
  stepped AS (
    SELECT p.*, k.in_crm AS k_in_crm, k.owned AS k_owned, k.has_contact AS k_contact, k.touched AS k_touched,
      NOT k_in_crm OR p_in_crm AS s1,
      s1 AND (NOT k_owned OR is_owned) AS s2,
      s2 AND (NOT k_in_crm OR if(k_owned, is_owned_complete, is_complete)) AS s3,
      s3 AND (NOT k_contact OR p_contact) AS s4,
      s4 AND (NOT k_touched OR p_touched) AS s5
    FROM passed AS p CROSS JOIN tracked AS k
    WHERE (empty({departments:Array(String)}) OR has({departments:Array(String)}, p.department))
      AND (empty({people:Array(String)}) OR hasAny({people:Array(String)}, p.owners))
      AND (empty({phases:Array(String)})
        OR if(p.department != '', p.department IN (SELECT arrayJoin(departments) FROM current_phases WHERE has({phases:Array(String)}, phase)),
          has({phases:Array(String)}, p.owner_phase)))
  )
SELECT
  multiIf({by:String} = 'none', '', {by:String} = 'tier', tier, {by:String} = 'department', department,
    toString(throwIf(1, 'unknown dimension'))) AS group,
  if((SELECT known FROM has_universe), count(), NULL) AS universe,
  if(any(k_in_crm), countIf(s1), NULL) AS in_crm,
  if(any(k_owned), countIf(s2), NULL) AS owned,
  if(any(k_in_crm), countIf(s3), NULL) AS complete,
  if(any(k_contact), countIf(s4), NULL) AS has_contact,
  if(any(k_touched), countIf(s5), NULL) AS touched,
  countIf(s5) AS represented,
  if(universe IS NULL OR universe = 0, NULL, represented / universe) AS rate
FROM stepped
GROUP BY group
