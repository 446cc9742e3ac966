-- duplicates at the end of a date, by none, object, department of the owner or owner. A key is shared over the whole organisation,
-- whatever is filtered.
CREATE OR REPLACE VIEW duplicates AS
WITH
  owned AS (
    SELECT k.object AS object, k.key AS key, k.is_whole AS is_whole, k.sharers > 1 AS is_shared, r.owner_key AS owner,
      r.known_owner AS rostered_owner, r.department AS owner_department
    FROM keyed_records(on = {on:Date}) AS k
    -- standing_records are the same, but the engine confuses their columns with those of the keys when it plans this join.
    INNER JOIN records_judged(on = {on:Date}, from_date = {on:Date}, basis = 'stock') AS r ON r.object = k.object AND r.record_id = k.record_id
    WHERE (empty({objects:Array(String)}) OR has({objects:Array(String)}, r.object))
      AND (empty({departments:Array(String)}) OR has({departments:Array(String)}, r.department))
      AND (empty({people:Array(String)}) OR has({people:Array(String)}, r.owner_key))
  )
SELECT
  multiIf({by:String} = 'none', '', {by:String} = 'object', object, {by:String} = 'department', owner_department,
    {by:String} = 'owner', rostered_owner, toString(throwIf(1, 'unknown dimension'))) AS group,
  countIf(is_whole) AS records,
  countIf(is_shared) AS duplicates,
  uniqExactIf((object, key), is_shared) AS shared_keys,
  countIf(NOT is_whole) AS without_key,
  if(records = 0, NULL, duplicates / records) AS rate,
  uniqExactIf(owner, owner != '') AS owners
FROM owned
GROUP BY group
