-- completeness (stock) at the end of a date, by none, object, department or owner; for the phases by the phase of the owner.
CREATE OR REPLACE VIEW completeness AS
WITH
  scored AS (
    SELECT object, owner_key AS owner, known_owner AS rostered_owner, department AS owner_department, phase AS owner_phase, waiting AS is_waiting,
      arrayAll(rule -> NOT rule.critical OR rule.state = 1, rules) AS is_complete,
      arraySum(rule -> if(rule.state = 1, rule.weight, 0), rules) / arraySum(rule -> rule.weight, rules) AS score
    FROM records_on(on = {on:Date})
    WHERE is_open AND arrayExists(rule -> rule.critical, rules)
      AND (empty({objects:Array(String)}) OR has({objects:Array(String)}, object))
      AND (empty({departments:Array(String)}) OR has({departments:Array(String)}, department))
      AND (empty({teams:Array(String)}) OR has({teams:Array(String)}, team))
      AND (empty({roles:Array(String)}) OR has({roles:Array(String)}, role))
      AND (empty({phases:Array(String)}) OR has({phases:Array(String)}, phase))
      AND (empty({people:Array(String)}) OR has({people:Array(String)}, owner_key))
  )
SELECT
  multiIf({by:String} = 'none', '', {by:String} = 'object', object, {by:String} = 'department', owner_department,
    {by:String} = 'owner', rostered_owner, {by:String} = 'phase', owner_phase, toString(throwIf(1, 'unknown dimension'))) AS group,
  count() AS records,
  countIf(is_complete) AS complete,
  if(records = 0, NULL, complete / records) AS rate,
  if(records = 0, NULL, 100 * avg(score)) AS mean_score,
  uniqExactIf(owner, owner != '') AS owners,
  countIf(is_waiting) AS waiting
FROM scored
GROUP BY group
