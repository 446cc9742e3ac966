-- Versions of records laid end to end, absent columns carried forward. import_seq = 0 rebuilds every record.
INSERT INTO record_spans
WITH
  changed AS (SELECT DISTINCT object, record_id FROM record_versions WHERE import_seq = {import_seq:UInt64}),
  versions AS (
    SELECT *, row_number() OVER w AS place, leadInFrame(updated_at, 1, toDateTime64('2299-01-01 00:00:00', 3, 'UTC')) OVER w AS next_at
    FROM record_versions FINAL
    WHERE {import_seq:UInt64} = 0 OR (object, record_id) IN (SELECT object, record_id FROM changed)
    WINDOW w AS (PARTITION BY object, record_id ORDER BY updated_at, import_seq, line ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
  ),
  carried AS (
    SELECT object, record_id, updated_at, next_at, line, import_seq, has_deleted_at,
      min(coalesce(created_at, updated_at)) OVER w AS first_created,
      argMax(deleted_at, if(has_deleted_at, place, 0)) OVER w AS known_deleted,
      last_value(owner_key) IGNORE NULLS OVER w AS owner,
      last_value(account_id) IGNORE NULLS OVER w AS account,
      last_value(stage) IGNORE NULLS OVER w AS known_stage,
      last_value(origin) IGNORE NULLS OVER w AS known_origin,
      last_value(form) IGNORE NULLS OVER w AS known_form,
      coalesce(editor_key, '') AS editor,
      groupArray((place, states, conditions, judged_by, key_hashes)) OVER w AS history
    FROM versions
    WINDOW w AS (PARTITION BY object, record_id ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
  ),
  told AS (
    SELECT *, arraySort(x -> x.1, history) AS ordered, arrayDistinct(arrayMap(x -> x.4, ordered)) AS hashes FROM carried
  )
SELECT object, record_id, updated_at AS valid_from, next_at AS valid_to, line, import_seq, first_created AS created_at,
  known_deleted AS deleted_at, coalesce(owner, '') AS owner_key, editor AS editor_key, coalesce(account, '') AS account_id,
  coalesce(known_stage, '') AS stage, coalesce(known_origin, '') AS origin, coalesce(known_form, '') AS form,
  arrayFold((all, one) -> mapUpdate(all, one.2), ordered, map()::Map(String, UInt8)) AS states,
  arrayFold((all, one) -> mapUpdate(all, one.3), ordered, map()::Map(String, UInt8)) AS conditions,
  arrayFold((all, one) -> mapUpdate(all, one.5), ordered, map()::Map(String, String)) AS key_hashes,
  -- The rules behind the states that hold: of a version that was judged again whole, nothing is left.
  if(length(hashes) = 1, hashes, arrayDistinct(mapValues(arrayFold(
    (all, one) -> mapUpdate(all, mapApply((field, state) -> (field, one.4), one.2)),
    arrayFilter(one -> length(hashes) > 1, ordered), map()::Map(String, String))))) AS judged_by,
  {generation:UInt64} AS generation, toUInt8(0) AS gone
FROM told
