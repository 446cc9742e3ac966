-- Records that are not deleted, as they stood at the end of {on} in the zone of the program: their owner resolved, and beside each
-- the rules that apply to it with the state of the field. They are the stock of records_judged, judged here by the same words: without
-- what other bases need they are planned in a fraction of the time.
CREATE OR REPLACE VIEW standing_records AS
WITH
  (SELECT timezone FROM current_settings) AS zone,
  (SELECT argMax(rules, version) FROM program_versions) AS current_rules,
  toDateTime64(toDateTime(concat(toString(toDate({on:Date}) + 1), ' 00:00:00'), zone), 3, 'UTC') AS day_end,
  standing AS (
    SELECT object, record_id, owner_key AS stored_owner, account_id AS stored_account, stage, origin, states, conditions, judged_by
    FROM record_spans FINAL
    WHERE valid_from < day_end AND valid_to >= day_end AND (deleted_at IS NULL OR deleted_at >= day_end)
  ),
  named AS (
    SELECT r.object AS object, r.record_id AS record_id, if(a.person_key != '', a.person_key, r.stored_owner) AS owner_key,
      r.stored_account AS stored_account, r.stage AS stage, r.origin AS origin, r.states AS states, r.conditions AS conditions,
      r.judged_by AS judged_by
    FROM standing AS r LEFT JOIN current_aliases AS a ON a.alias_key = r.stored_owner
  ),
  holders AS (
    SELECT person_key, department, team, role, phase, eligible_from <= {on:Date} AND {on:Date} < eligible_to AS eligible
    FROM current_segments
    WHERE valid_from <= {on:Date} AND {on:Date} < valid_to
  ),
  field_rules AS (
    SELECT object,
      groupArray((field, critical, weight, stage_in, stage_not, origin_in, origin_not, conditions_in, conditions_not)) AS listed
    FROM current_fields
    GROUP BY object
  )
SELECT n.object AS object, n.record_id AS record_id, n.owner_key AS owner_key, if(h.person_key = '', '', n.owner_key) AS known_owner,
  if(n.object = 'account' AND n.stored_account = '', n.record_id, n.stored_account) AS account_id,
  h.department AS department, h.team AS team, h.role AS role, h.phase AS phase, h.eligible AS owner_eligible,
  (empty(o.stage_in) OR has(o.stage_in, n.stage)) AND NOT has(o.stage_not, n.stage)
    AND (empty(o.origin_in) OR has(o.origin_in, n.origin)) AND NOT has(o.origin_not, n.origin)
    AND arrayAll(key -> n.conditions[key] = 1, o.conditions_in)
    AND arrayAll(key -> NOT mapContains(n.conditions, key) OR n.conditions[key] = 1, o.conditions_not) AS is_open,
  arrayExists(hash -> hash != current_rules, n.judged_by) AS waiting,
  -- A field that no file ever had neither applies nor is missing.
  arrayMap(
    rule -> (rule.1, rule.2, rule.3, n.states[rule.1])::Tuple(field String, critical UInt8, weight UInt32, state UInt8),
    arrayFilter(
      rule -> mapContains(n.states, rule.1)
        AND (empty(rule.4) OR has(rule.4, n.stage)) AND NOT has(rule.5, n.stage)
        AND (empty(rule.6) OR has(rule.6, n.origin)) AND NOT has(rule.7, n.origin)
        AND arrayAll(key -> n.conditions[key] = 1, rule.8)
        AND arrayAll(key -> NOT mapContains(n.conditions, key) OR n.conditions[key] = 1, rule.9),
      f.listed
    )
  ) AS rules
FROM named AS n
LEFT JOIN holders AS h ON h.person_key = n.owner_key
LEFT JOIN current_objects AS o ON o.object = n.object
LEFT JOIN field_rules AS f ON f.object = n.object
