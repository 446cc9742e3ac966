-- completeness by field: the state of every applicable field of the open records at the end of a date.
CREATE OR REPLACE VIEW completeness_fields AS
SELECT object, field, toBool(max(rule_critical)) AS critical,
  count() AS applicable,
  countIf(state = 1) AS ok,
  countIf(state = 2) AS missing,
  countIf(state = 3) AS placeholder,
  countIf(state = 4) AS default,
  countIf(state = 5) AS invalid,
  if(applicable = 0, NULL, ok / applicable) AS fill_rate,
  uniqExactIf(owner_key, owner_key != '') AS owners
FROM (SELECT *, critical AS rule_critical FROM record_fields_on(on = {on:Date}))
WHERE is_open AND (empty({objects:Array(String)}) OR has({objects:Array(String)}, object))
  AND (empty({departments:Array(String)}) OR has({departments:Array(String)}, department))
  AND (empty({teams:Array(String)}) OR has({teams:Array(String)}, team))
  AND (empty({roles:Array(String)}) OR has({roles:Array(String)}, role))
  AND (empty({phases:Array(String)}) OR has({phases:Array(String)}, phase))
  AND (empty({people:Array(String)}) OR has({people:Array(String)}, owner_key))
GROUP BY object, field
