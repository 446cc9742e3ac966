-- What tells duplicates: keyed hashes of the normalised values of the fields that the program calls keys. The values are not kept.

ALTER TABLE record_versions ADD COLUMN IF NOT EXISTS
  key_hashes Map(String, String) COMMENT 'keyed hash of the normalised value per key field of the file; empty without a value' AFTER conditions;

ALTER TABLE record_spans ADD COLUMN IF NOT EXISTS
  key_hashes Map(String, String) COMMENT 'keyed hash per key field, carried forward' AFTER conditions;

ALTER TABLE program_fields ADD COLUMN IF NOT EXISTS
  is_key UInt8 COMMENT '1 when the field is part of the key that tells duplicates' AFTER weight;

-- Programs that were stored before said so already.
INSERT INTO program_fields
SELECT * REPLACE (toUInt8(1) AS is_key)
FROM program_fields FINAL
WHERE (version, object, field) IN (
  SELECT version, object, rule.1
  FROM (
    SELECT version, told.1 AS object, told.2 AS rules
    FROM program_versions ARRAY JOIN JSONExtractKeysAndValuesRaw(body, 'objects') AS told
  ) ARRAY JOIN JSONExtractKeysAndValuesRaw(rules, 'fields') AS rule
  WHERE JSONExtractBool(rule.2, 'key')
);

CREATE OR REPLACE VIEW current_fields AS SELECT * FROM program_fields FINAL WHERE version = (SELECT max(version) FROM program_versions);
