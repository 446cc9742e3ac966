-- habit on a date, by none, department, team, role or phase: how near measured people come to six active days in ten.
CREATE OR REPLACE VIEW habit AS
SELECT group, count() AS measured,
  -- A ≥ 0.6 × E in whole numbers.
  countIf(5 * active_days >= 3 * expected_days) AS at_habit,
  100 * avg(least(1, 5 * active_days / (3 * expected_days))) AS habit
FROM measured_people(
  on = {on:Date}, by = {by:String}, departments = {departments:Array(String)}, teams = {teams:Array(String)},
  roles = {roles:Array(String)}, phases = {phases:Array(String)}, people = {people:Array(String)}
)
GROUP BY group
