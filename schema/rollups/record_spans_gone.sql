-- Takes back the spans whose version is no longer stored.
INSERT INTO record_spans
SELECT * REPLACE ({generation:UInt64} AS generation, toUInt8(1) AS gone)
FROM record_spans FINAL
WHERE (object, record_id, valid_from, line, import_seq) NOT IN (SELECT object, record_id, updated_at, line, import_seq FROM record_versions)
