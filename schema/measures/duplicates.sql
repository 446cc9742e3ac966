-- duplicates at the end of a date, by none, object, department of the owner or owner. A key is whole when every key field of the kind
-- of record holds a value; it is shared over the whole organisation, whatever is filtered.
CREATE OR REPLACE VIEW duplicates AS
WITH
  (SELECT timezone FROM current_settings) AS zone,
  toDateTime64(toDateTime(concat(toString(toDate({on:Date}) + 1), ' 00:00:00'), zone), 3, 'UTC') AS day_end,
  key_fields AS (SELECT object, arraySort(groupArray(field)) AS fields FROM current_fields WHERE is_key GROUP BY object),
  standing AS (
    SELECT object, record_id, key_hashes FROM record_spans FINAL
    WHERE valid_from < day_end AND valid_to >= day_end AND (deleted_at IS NULL OR deleted_at >= day_end)
  ),
  keyed AS (
    SELECT s.object AS object, s.record_id AS record_id, arrayMap(field -> s.key_hashes[field], k.fields) AS key,
      NOT has(key, '') AS is_whole, is_whole AND count() OVER (PARTITION BY object, key) > 1 AS is_shared
    FROM standing AS s INNER JOIN key_fields AS k ON k.object = s.object
  ),
  owned AS (
    SELECT k.object AS object, k.key AS key, k.is_whole AS is_whole, k.is_shared AS is_shared, r.owner_key AS owner,
      r.known_owner AS rostered_owner, r.department AS owner_department
    FROM keyed AS k INNER JOIN records_on(on = {on:Date}) AS r ON r.object = k.object AND r.record_id = k.record_id
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
