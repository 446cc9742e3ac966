-- Records at the end of {on} that are not deleted and of a kind with key fields. A key is whole when every one of these holds a
-- value; how many share it is told over the whole organisation.
CREATE OR REPLACE VIEW keyed_records AS
WITH
  (SELECT timezone FROM current_settings) AS zone,
  toDateTime64(toDateTime(concat(toString(toDate({on:Date}) + 1), ' 00:00:00'), zone), 3, 'UTC') AS day_end,
  key_fields AS (SELECT object, arraySort(groupArray(field)) AS fields FROM current_fields WHERE is_key GROUP BY object),
  standing AS (
    SELECT object, record_id, key_hashes FROM record_spans FINAL
    WHERE valid_from < day_end AND valid_to >= day_end AND (deleted_at IS NULL OR deleted_at >= day_end)
  )
SELECT s.object AS object, s.record_id AS record_id, arrayMap(field -> s.key_hashes[field], k.fields) AS key,
  NOT has(key, '') AS is_whole, if(is_whole, count() OVER (PARTITION BY object, key), 1) AS sharers
FROM standing AS s INNER JOIN key_fields AS k ON k.object = s.object
