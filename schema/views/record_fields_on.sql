-- Open records at the end of {on} beside every rule that applies to them: one row per record and field.
CREATE OR REPLACE VIEW record_fields_on AS
WITH
  open_records AS (
    SELECT r.object AS object, r.record_id AS record_id, r.owner_key AS owner_key, r.account_id AS account_id, r.stage AS stage,
      r.origin AS origin, r.states AS states, r.conditions AS conditions, r.judged_by AS judged_by, r.department AS department,
      r.team AS team, r.role AS role, r.phase AS phase
    FROM records_on(on = {on:Date}) AS r LEFT JOIN current_objects AS o ON o.object = r.object
    WHERE (empty(o.stage_in) OR has(o.stage_in, r.stage)) AND NOT has(o.stage_not, r.stage)
      AND (empty(o.origin_in) OR has(o.origin_in, r.origin)) AND NOT has(o.origin_not, r.origin)
      AND arrayAll(key -> r.conditions[key] = 1, o.conditions_in)
      AND arrayAll(key -> NOT mapContains(r.conditions, key) OR r.conditions[key] = 1, o.conditions_not)
  )
SELECT r.object AS object, r.record_id AS record_id, r.owner_key AS owner_key, r.account_id AS account_id, r.department AS department,
  r.team AS team, r.role AS role, r.phase AS phase, f.field AS field, f.critical AS critical, f.weight AS weight,
  r.states[f.field] AS state,
  arrayExists(hash -> hash != (SELECT argMax(rules, version) FROM program_versions), r.judged_by) AS waiting
FROM open_records AS r INNER JOIN current_fields AS f ON f.object = r.object
WHERE mapContains(r.states, f.field)
  AND (empty(f.stage_in) OR has(f.stage_in, r.stage)) AND NOT has(f.stage_not, r.stage)
  AND (empty(f.origin_in) OR has(f.origin_in, r.origin)) AND NOT has(f.origin_not, r.origin)
  AND arrayAll(key -> r.conditions[key] = 1, f.conditions_in)
  AND arrayAll(key -> NOT mapContains(r.conditions, key) OR r.conditions[key] = 1, f.conditions_not)
