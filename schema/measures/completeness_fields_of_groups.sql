-- completeness by field of everyone at the end of a date, from the counts of its day; see completeness_fields.
CREATE OR REPLACE VIEW completeness_fields_of_groups AS
WITH held AS (
  SELECT is_head, department, team, role, phase, object::String AS object, field::String AS field, critical, applicable, ok, missing,
    placeholder, default, invalid, owners, generation, max(generation) OVER () AS newest
  FROM field_groups
  WHERE on_day = {on:Date}
)
SELECT object, field, toBool(max(held.critical)) AS critical, sum(held.applicable) AS applicable, sum(held.ok) AS ok,
  sum(held.missing) AS missing, sum(held.placeholder) AS placeholder, sum(held.default) AS default, sum(held.invalid) AS invalid,
  if(applicable = 0, NULL, ok / applicable) AS fill_rate, sum(held.owners) AS owners
FROM held
WHERE generation = newest AND NOT is_head
  AND (empty({objects:Array(String)}) OR has({objects:Array(String)}, object))
  AND (empty({departments:Array(String)}) OR has({departments:Array(String)}, department))
  AND (empty({teams:Array(String)}) OR has({teams:Array(String)}, team))
  AND (empty({roles:Array(String)}) OR has({roles:Array(String)}, role))
  AND (empty({phases:Array(String)}) OR has({phases:Array(String)}, phase))
GROUP BY object, field
ORDER BY object, field
