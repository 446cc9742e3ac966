-- The records behind completeness (stock), or behind one field of it: those nearest to complete first.
CREATE OR REPLACE VIEW listed_completeness AS
WITH judged AS (
  SELECT object, record_id, account_id, owner_key, department, team, arrayFilter(rule -> rule.state != 1, rules) AS bad,
    arrayCount(rule -> rule.critical = 1, bad) AS bad_critical,
    arrayFirst(rule -> rule.field = {field:String}, rules).state AS field_state
  FROM standing_records(on = {on:Date})
  WHERE is_open AND arrayExists(rule -> if({field:String} = '', rule.critical = 1, rule.field = {field:String}), rules)
    AND (empty({objects:Array(String)}) OR has({objects:Array(String)}, object))
    AND (empty({departments:Array(String)}) OR has({departments:Array(String)}, department))
    AND (empty({teams:Array(String)}) OR has({teams:Array(String)}, team))
    AND (empty({owners:Array(String)}) OR has({owners:Array(String)}, known_owner))
    AND (empty({people:Array(String)}) OR has({people:Array(String)}, owner_key))
)
SELECT
  concat(if(state IN ('complete', 'ok'), '1', '0'), leftPad(toString(bad_critical), 4, '0'), leftPad(toString(length(bad)), 4, '0'),
    ' ', object, '\t', record_id) AS place,
  if({field:String} = '', if(bad_critical = 0, 'complete', 'incomplete'),
    ['ok', 'missing', 'placeholder', 'default', 'invalid'][field_state]) AS state,
  object, record_id, account_id, owner_key AS person_key, department, team,
  arrayMap(rule -> (rule.field, rule.state, rule.critical = 1)::Tuple(field String, state UInt8, critical Bool), bad) AS fields
FROM judged
