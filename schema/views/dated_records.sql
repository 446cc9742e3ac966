-- Open records at the end of {on} with their newest human touch, and whether it lies within the days of the tier of their account.
CREATE OR REPLACE VIEW dated_records AS
WITH
  listed AS (
    SELECT account_id, tier FROM account_rows
    WHERE valid_from <= {on:Date} AND {on:Date} < valid_to
    ORDER BY valid_from DESC, line DESC LIMIT 1 BY account_id
  ),
  standing AS (
    SELECT object, record_id, account_id, owner_key, known_owner, department, team
    FROM standing_records(on = {on:Date})
    WHERE is_open
      AND (empty({objects:Array(String)}) OR has({objects:Array(String)}, object))
      AND (empty({departments:Array(String)}) OR has({departments:Array(String)}, department))
      AND (empty({people:Array(String)}) OR has({people:Array(String)}, owner_key))
  )
SELECT s.object AS object, s.record_id AS record_id, s.account_id AS account_id, s.owner_key AS owner, s.known_owner AS rostered_owner,
  s.department AS owner_department, s.team AS owner_team,
  -- An account outside of the universe, or none at all, is held to the days of tier B.
  if(l.tier IN ('A', 'C'), l.tier, 'B') AS account_tier,
  ifNull(t.last_touch, toDate(0)) AS touched_on,
  touched_on > toDate(0)
    AND touched_on > toDate({on:Date}) - multiIf(account_tier = 'A', 30, account_tier = 'C', 180, 90) AS is_fresh
FROM standing AS s
LEFT JOIN listed AS l ON l.account_id = s.account_id
LEFT JOIN record_touches_on(on = {on:Date}) AS t ON t.object = s.object AND t.record_id = s.record_id
