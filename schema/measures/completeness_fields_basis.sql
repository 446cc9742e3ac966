-- completeness by field of a basis (stock, flow or first_pass): the state of every applicable field of the open records.
CREATE OR REPLACE VIEW completeness_fields_basis AS
SELECT object, rule.field AS field, toBool(max(rule.critical)) AS critical,
  count() AS applicable,
  countIf(rule.state = 1) AS ok,
  countIf(rule.state = 2) AS missing,
  countIf(rule.state = 3) AS placeholder,
  countIf(rule.state = 4) AS default,
  countIf(rule.state = 5) AS invalid,
  if(applicable = 0, NULL, ok / applicable) AS fill_rate,
  uniqExactIf(owner_key, owner_key != '') AS owners
FROM (SELECT * FROM records_judged(on = {on:Date}, from_date = {from_date:Date}, basis = {basis:String}) WHERE is_open)
ARRAY JOIN rules AS rule
WHERE (empty({objects:Array(String)}) OR has({objects:Array(String)}, object))
  AND (empty({departments:Array(String)}) OR has({departments:Array(String)}, department))
  AND (empty({teams:Array(String)}) OR has({teams:Array(String)}, team))
  AND (empty({roles:Array(String)}) OR has({roles:Array(String)}, role))
  AND (empty({phases:Array(String)}) OR has({phases:Array(String)}, phase))
  AND (empty({people:Array(String)}) OR has({people:Array(String)}, owner_key))
GROUP BY object, field
