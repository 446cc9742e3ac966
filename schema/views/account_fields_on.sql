-- Rules that apply to live account records at the end of {on}, open or not: represented asks for valid data of every account.
CREATE OR REPLACE VIEW account_fields_on AS
SELECT r.record_id AS record_id, f.field AS field, f.critical AS critical, r.states[f.field] AS state
FROM records_on(on = {on:Date}) AS r INNER JOIN current_fields AS f ON f.object = r.object
WHERE r.object = 'account' AND mapContains(r.states, f.field)
  AND (empty(f.stage_in) OR has(f.stage_in, r.stage)) AND NOT has(f.stage_not, r.stage)
  AND (empty(f.origin_in) OR has(f.origin_in, r.origin)) AND NOT has(f.origin_not, r.origin)
  AND arrayAll(key -> r.conditions[key] = 1, f.conditions_in)
  AND arrayAll(key -> NOT mapContains(r.conditions, key) OR r.conditions[key] = 1, f.conditions_not)
