-- The values behind pollution, one row for each field of a version: what went bad first, newest first. The person is who made the version.
CREATE OR REPLACE VIEW listed_pollution AS
WITH values AS (
  SELECT object, record_id, account_id, origin, form, edited_on, editor, department, field, is_ok, found[field] AS field_state,
    toUnixTimestamp64Milli(valid_from) AS at_ms
  FROM turned_values(on = {on:Date}, from_date = {from_date:Date})
  ARRAY JOIN mapKeys(fresh) AS field, mapValues(fresh) AS is_ok
  WHERE (empty({departments:Array(String)}) OR has({departments:Array(String)}, department))
    AND (empty({origins:Array(String)}) OR has({origins:Array(String)}, origin))
    AND (empty({forms:Array(String)}) OR has({forms:Array(String)}, form))
    AND (empty({people:Array(String)}) OR has({people:Array(String)}, editor))
)
SELECT
  concat(if(is_ok, '1', '0'), leftPad(toString(9999999999999 - at_ms), 13, '0'), ' ', object, '\t', record_id, '\t', field) AS place,
  if(is_ok, 'became_ok', 'went_bad') AS state, object, record_id, account_id, editor AS person_key, department, origin, form, edited_on,
  [(field, field_state, false)]::Array(Tuple(field String, state UInt8, critical Bool)) AS fields
FROM values
