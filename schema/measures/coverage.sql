-- coverage on a date: every department with eligible people, its adoption against its target.
CREATE OR REPLACE VIEW coverage AS
SELECT group, measured, adopted, rate, target,
  target IS NOT NULL AND measured >= (SELECT floor FROM current_settings) AS measurable,
  if(target IS NULL OR measured = 0, NULL, people_gap = 0) AS at_target,
  people_gap
FROM adoption(
  on = {on:Date}, by = 'department', departments = {departments:Array(String)}, teams = {teams:Array(String)},
  roles = {roles:Array(String)}, phases = {phases:Array(String)}, people = {people:Array(String)}
)
