-- coverage of the whole: departments at target among those that can be measured.
CREATE OR REPLACE VIEW coverage_total AS
SELECT count() AS departments, countIf(counts) AS measurable, countIf(reached) AS at_target,
  if(measurable = 0, NULL, at_target / measurable) AS share,
  if(measurable = 0, NULL, avgIf(rate, counts)) AS mean,
  if(measurable = 0, NULL, sumIf(adopted, counts) / sumIf(measured, counts)) AS weighted_mean,
  if(measurable = 0, NULL, argMinIf(group, (rate, group), counts)) AS worst,
  toUInt64(sumIf(gap, counts)) AS people_gap
FROM (
  SELECT group, measured, adopted, rate, measurable AS counts, measurable AND coalesce(at_target, 0) AS reached, coalesce(people_gap, 0) AS gap
  FROM coverage(
    on = {on:Date}, departments = {departments:Array(String)}, teams = {teams:Array(String)},
    roles = {roles:Array(String)}, phases = {phases:Array(String)}, people = {people:Array(String)}
  )
)
