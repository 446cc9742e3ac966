-- Records at the end of {on} beside every rule that applies to them: one row per record and field.
CREATE OR REPLACE VIEW record_fields_on AS
WITH
  (SELECT argMax(rules, version) FROM program_versions) AS current_rules,
  standing AS (
    SELECT r.object AS object, r.record_id AS record_id, r.owner_key AS owner_key, r.known_owner AS known_owner, r.account_id AS account_id, r.stage AS record_stage,
      r.origin AS record_origin, r.states AS states, r.conditions AS known, r.department AS department, r.team AS team, r.role AS role,
      r.phase AS phase, arrayExists(hash -> hash != current_rules, r.judged_by) AS waiting,
      (empty(o.stage_in) OR has(o.stage_in, r.stage)) AND NOT has(o.stage_not, r.stage)
        AND (empty(o.origin_in) OR has(o.origin_in, r.origin)) AND NOT has(o.origin_not, r.origin)
        AND arrayAll(key -> r.conditions[key] = 1, o.conditions_in)
        AND arrayAll(key -> NOT mapContains(r.conditions, key) OR r.conditions[key] = 1, o.conditions_not) AS is_open
    FROM records_on(on = {on:Date}) AS r LEFT JOIN current_objects AS o ON o.object = r.object
  ),
  rules AS (
    SELECT object AS rule_object, field, critical, weight, stage_in, stage_not, origin_in, origin_not, conditions_in, conditions_not
    FROM current_fields
  )
SELECT object, record_id, owner_key, known_owner, account_id, department, team, role, phase, is_open, field, critical, weight,
  states[field] AS state, waiting
FROM standing INNER JOIN rules ON rule_object = object
WHERE mapContains(states, field)
  AND (empty(stage_in) OR has(stage_in, record_stage)) AND NOT has(stage_not, record_stage)
  AND (empty(origin_in) OR has(origin_in, record_origin)) AND NOT has(origin_not, record_origin)
  AND arrayAll(key -> known[key] = 1, conditions_in)
  AND arrayAll(key -> NOT mapContains(known, key) OR known[key] = 1, conditions_not)
