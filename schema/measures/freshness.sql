-- freshness at the end of a date, by none, object, tier of the account, department or owner.
CREATE OR REPLACE VIEW freshness AS
WITH
  listed AS (
    SELECT account_id, tier FROM account_rows
    WHERE valid_from <= {on:Date} AND {on:Date} < valid_to
    ORDER BY valid_from DESC, line DESC LIMIT 1 BY account_id
  ),
  standing AS (
    SELECT object, record_id, account_id, owner_key, known_owner, department
    FROM records_on(on = {on:Date})
    WHERE is_open
      AND (empty({objects:Array(String)}) OR has({objects:Array(String)}, object))
      AND (empty({departments:Array(String)}) OR has({departments:Array(String)}, department))
      AND (empty({people:Array(String)}) OR has({people:Array(String)}, owner_key))
  ),
  dated AS (
    SELECT s.object AS object, s.owner_key AS owner, s.known_owner AS rostered_owner, s.department AS owner_department,
      -- An account outside of the universe, or none at all, is held to the days of tier B.
      if(l.tier IN ('A', 'C'), l.tier, 'B') AS account_tier,
      t.last_touch > toDate(0)
        AND t.last_touch > toDate({on:Date}) - multiIf(account_tier = 'A', 30, account_tier = 'C', 180, 90) AS is_fresh
    FROM standing AS s
    LEFT JOIN listed AS l ON l.account_id = s.account_id
    LEFT JOIN record_touches_on(on = {on:Date}) AS t ON t.object = s.object AND t.record_id = s.record_id
  )
SELECT
  multiIf({by:String} = 'none', '', {by:String} = 'object', object, {by:String} = 'tier', account_tier,
    {by:String} = 'department', owner_department, {by:String} = 'owner', rostered_owner,
    toString(throwIf(1, 'unknown dimension'))) AS group,
  count() AS records,
  countIf(is_fresh) AS fresh,
  if(records = 0, NULL, fresh / records) AS rate,
  uniqExactIf(owner, owner != '') AS owners
FROM dated
GROUP BY group
