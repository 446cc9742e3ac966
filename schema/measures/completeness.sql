-- completeness (stock) at the end of a date, by none, object, department or owner; for the phases by the phase of the owner.
CREATE OR REPLACE VIEW completeness AS
WITH
  (SELECT target_completeness FROM current_settings) AS organisation_target,
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
  ),
  grouped AS (
    SELECT
      multiIf({by:String} = 'none', '', {by:String} = 'object', object, {by:String} = 'department', owner_department,
        {by:String} = 'owner', rostered_owner, {by:String} = 'phase', owner_phase, toString(throwIf(1, 'unknown dimension'))) AS group,
      count() AS records,
      countIf(is_complete) AS complete,
      avg(score) AS mean,
      uniqExactIf(owner, owner != '') AS owners,
      countIf(is_waiting) AS waiting
    FROM scored
    GROUP BY group
  ),
  -- In whole ten-thousandths: the own target, else that of the organisation; kinds of record and owners have none.
  targeted AS (
    SELECT g.*,
      multiIf({by:String} = 'none', organisation_target,
        {by:String} = 'department', coalesce(d.target_completeness, organisation_target),
        {by:String} = 'phase', coalesce(f.target_completeness, organisation_target), NULL) AS goal
    FROM grouped AS g
    LEFT JOIN current_departments AS d ON d.department = g.group
    LEFT JOIN current_phases AS f ON f.phase = g.group
  )
SELECT group, records, complete,
  if(records = 0, NULL, complete / records) AS rate,
  if(records = 0, NULL, 100 * mean) AS mean_score,
  owners, waiting,
  goal / 10000 AS target,
  if(goal IS NULL, NULL, toUInt64(greatest(0, toInt64(intDiv(goal * records + 9999, 10000)) - toInt64(complete)))) AS gap
FROM targeted
