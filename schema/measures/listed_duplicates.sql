-- The records behind duplicates: the most often repeated first, those of one key together.
CREATE OR REPLACE VIEW listed_duplicates AS
SELECT
  concat(transform(state, ['duplicate', 'without_key'], ['0', '1'], '2'), leftPad(toString(9999999999 - k.sharers), 10, '0'), same_key,
    ' ', k.object, '\t', k.record_id) AS place,
  multiIf(NOT k.is_whole, 'without_key', k.sharers > 1, 'duplicate', 'unique') AS state,
  k.object AS object, k.record_id AS record_id, r.account_id AS account_id, r.owner_key AS person_key, r.department AS department,
  r.team AS team, if(k.sharers > 1, lower(hex(sipHash64(k.object, k.key))), '') AS same_key, k.sharers - 1 AS twins
FROM keyed_records(on = {on:Date}) AS k INNER JOIN standing_records(on = {on:Date}) AS r ON r.object = k.object AND r.record_id = k.record_id
WHERE (empty({objects:Array(String)}) OR has({objects:Array(String)}, r.object))
  AND (empty({departments:Array(String)}) OR has({departments:Array(String)}, r.department))
  AND (empty({teams:Array(String)}) OR has({teams:Array(String)}, r.team))
  AND (empty({owners:Array(String)}) OR has({owners:Array(String)}, r.known_owner))
  AND (empty({people:Array(String)}) OR has({people:Array(String)}, r.owner_key))
