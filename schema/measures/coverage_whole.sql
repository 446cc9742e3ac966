-- coverage of the whole, departments at target among those that can be measured, with the lines of coverage it is made of.
CREATE OR REPLACE VIEW coverage_whole AS
SELECT count() AS departments, countIf(counts) AS measurable, countIf(reached) AS at_target,
  if(measurable = 0, NULL, at_target / measurable) AS share,
  if(measurable = 0, NULL, avgIf(rate, counts)) AS mean,
  if(measurable = 0, NULL, sumIf(adopted, counts) / sumIf(measured, counts)) AS weighted_mean,
  if(measurable = 0, NULL, argMinIf(group, (rate, group), counts)) AS worst,
  toUInt64(sumIf(gap, counts)) AS people_gap,
  arraySort(line -> line.1, groupArray(line)) AS lines
FROM (
  SELECT group, measured, adopted, rate, measurable AS counts, measurable AND coalesce(at_target, 0) AS reached, coalesce(people_gap, 0) AS gap,
    (group, measured, adopted, rate, target, measurable, at_target, people_gap)::Tuple(group String, measured UInt64, adopted UInt64,
      rate Nullable(Float64), target Nullable(Float64), measurable UInt8, at_target Nullable(UInt8), people_gap Nullable(UInt64)) AS line
  FROM coverage(
    on = {on:Date}, departments = {departments:Array(String)}, teams = {teams:Array(String)},
    roles = {roles:Array(String)}, phases = {phases:Array(String)}, people = {people:Array(String)}
  )
)
