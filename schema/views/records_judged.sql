-- Records at the instant that a basis judges them at, with the rules that apply to them and the state of each field. stock: as they
-- stand at the end of {on} in the zone of the program. flow: as the last human edit between the dates left them. first_pass: 24 hours
-- after their creation between the dates. versions: every version of the records with one between the dates. The owner is that of {on}.
CREATE OR REPLACE VIEW records_judged AS
WITH
  (SELECT timezone FROM current_settings) AS zone,
  (SELECT argMax(rules, version) FROM program_versions) AS current_rules,
  toDateTime64(toDateTime(concat(toString({from_date:Date}), ' 00:00:00'), zone), 3, 'UTC') AS range_start,
  toDateTime64(toDateTime(concat(toString(toDate({on:Date}) + 1), ' 00:00:00'), zone), 3, 'UTC') AS day_end,
  edited AS (
    SELECT object, record_id, valid_from, by_human FROM edited_versions(from_date = {from_date:Date}, to_date = {on:Date})
    WHERE {basis:String} IN ('flow', 'versions')
  ),
  born AS (
    SELECT object, record_id, min(created_at) AS born_at FROM record_spans FINAL
    WHERE {basis:String} = 'first_pass'
    GROUP BY object, record_id
    HAVING born_at >= range_start AND born_at < day_end
  ),
  chosen AS (
    SELECT object, record_id, valid_from, owner_key, editor_key, account_id, stage, origin, form, states, conditions, judged_by
    FROM record_spans FINAL
    WHERE {basis:String} = 'stock' AND valid_from < day_end AND valid_to >= day_end AND (deleted_at IS NULL OR deleted_at >= day_end)
    UNION ALL
    SELECT object, record_id, valid_from, owner_key, editor_key, account_id, stage, origin, form, states, conditions, judged_by
    FROM record_spans FINAL
    WHERE {basis:String} = 'flow' AND valid_to > valid_from
      AND (object, record_id, valid_from) IN (SELECT object, record_id, max(valid_from) FROM edited WHERE by_human GROUP BY object, record_id)
    UNION ALL
    SELECT r.object, r.record_id, r.valid_from, r.owner_key, r.editor_key, r.account_id, r.stage, r.origin, r.form, r.states,
      r.conditions, r.judged_by
    FROM (SELECT * FROM record_spans FINAL WHERE {basis:String} = 'first_pass') AS r
    INNER JOIN born AS b ON b.object = r.object AND b.record_id = r.record_id
    WHERE r.valid_from <= b.born_at + INTERVAL 24 HOUR AND b.born_at + INTERVAL 24 HOUR < r.valid_to
      AND (r.deleted_at IS NULL OR r.deleted_at > b.born_at + INTERVAL 24 HOUR)
    UNION ALL
    SELECT object, record_id, valid_from, owner_key, editor_key, account_id, stage, origin, form, states, conditions, judged_by
    FROM record_spans FINAL
    WHERE {basis:String} = 'versions' AND valid_from < day_end AND valid_to > valid_from AND (deleted_at IS NULL OR deleted_at > valid_from)
      AND (object, record_id) IN (SELECT object, record_id FROM edited)
  ),
  -- For the stock that is the record as it was chosen.
  standing AS (
    SELECT object, record_id, owner_key FROM record_spans FINAL
    WHERE {basis:String} != 'stock' AND valid_from < day_end AND valid_to >= day_end
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
  ),
  owned AS (
    SELECT c.object AS object, c.record_id AS record_id, c.valid_from AS valid_from, if(s.record_id = '', c.owner_key, s.owner_key) AS stored_owner,
      c.editor_key AS editor_key, c.account_id AS stored_account, c.stage AS stage, c.origin AS origin, c.form AS form,
      c.states AS states, c.conditions AS conditions, c.judged_by AS judged_by
    FROM chosen AS c LEFT JOIN standing AS s ON s.object = c.object AND s.record_id = c.record_id
  ),
  named AS (
    SELECT r.object AS object, r.record_id AS record_id, r.valid_from AS valid_from, if(a.person_key != '', a.person_key, r.stored_owner) AS owner_key,
      r.editor_key AS stored_editor, r.stored_account AS stored_account, r.stage AS stage, r.origin AS origin, r.form AS form,
      r.states AS states, r.conditions AS conditions, r.judged_by AS judged_by
    FROM owned AS r LEFT JOIN current_aliases AS a ON a.alias_key = r.stored_owner
  )
SELECT n.object AS object, n.record_id AS record_id, n.valid_from AS valid_from, n.owner_key AS owner_key,
  if(h.person_key = '', '', n.owner_key) AS known_owner,
  n.stored_editor AS stored_editor, n.origin AS origin, n.form AS form,
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
