-- completeness (stock) of everyone at the end of a date, by several of none, object, department, origin and phase at once, from the
-- counts of its day; see completeness.
CREATE OR REPLACE VIEW completeness_of_groups AS
WITH
  held AS (
    SELECT is_head, department, team, role, phase, kinds, owners, records, complete, scores, waiting,
      target_organisation, target_department, target_phase, generation, max(generation) OVER () AS newest
    FROM record_groups
    WHERE on_day = {on:Date}
  ),
  chosen AS (
    SELECT split, owners, target_organisation, target_department, target_phase,
      arrayFilter(
        line -> empty({objects:Array(String)}) OR has({objects:Array(String)}, line.1),
        arrayMap((kind, n, c, s, w) -> (kind.1,
          multiIf(split = 'object', kind.1, split = 'department', department, split = 'origin', kind.2, split = 'phase', phase, ''),
          n, c, s, w), kinds, records, complete, scores, waiting)
      ) AS lines
    FROM held ARRAY JOIN {splits:Array(String)} AS split
    WHERE generation = newest AND NOT is_head
      AND NOT throwIf(NOT hasAll(['none', 'object', 'department', 'origin', 'phase'], {splits:Array(String)}), 'unknown dimension')
      AND (empty({departments:Array(String)}) OR has({departments:Array(String)}, department))
      AND (empty({teams:Array(String)}) OR has({teams:Array(String)}, team))
      AND (empty({roles:Array(String)}) OR has({roles:Array(String)}, role))
      AND (empty({phases:Array(String)}) OR has({phases:Array(String)}, phase))
  ),
  grouped AS (
    SELECT split, group, sum(arraySum(line -> if(line.2 = group, line.3, 0), lines)) AS records,
      sum(arraySum(line -> if(line.2 = group, line.4, 0), lines)) AS complete,
      sum(arraySum(line -> if(line.2 = group, line.5, 0), lines)) / records AS mean,
      -- Each owner stands in one row, however many kinds of records they own.
      sum(chosen.owners) AS owners,
      sum(arraySum(line -> if(line.2 = group, line.6, 0), lines)) AS waiting,
      any(chosen.target_organisation) AS organisation_target, any(chosen.target_department) AS department_target,
      any(chosen.target_phase) AS phase_target
    FROM chosen ARRAY JOIN arrayDistinct(lines.2) AS group
    GROUP BY split, group
  ),
  -- In whole ten-thousandths: the own target, else that of the organisation; other groups have none.
  targeted AS (
    SELECT *,
      multiIf(split = 'none', organisation_target, split = 'department', coalesce(department_target, organisation_target),
        split = 'phase', coalesce(phase_target, organisation_target), NULL) AS goal
    FROM grouped
  )
SELECT split, group, records, complete,
  if(records = 0, NULL, complete / records) AS rate,
  if(records = 0, NULL, 100 * mean) AS mean_score,
  owners, waiting,
  goal / 10000 AS target,
  if(goal IS NULL, NULL, toUInt64(greatest(0, toInt64(intDiv(goal * records + 9999, 10000)) - toInt64(complete)))) AS gap
FROM targeted
ORDER BY split, group
