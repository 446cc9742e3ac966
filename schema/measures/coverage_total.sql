-- coverage of the whole: departments at target among those that can be measured.
CREATE OR REPLACE VIEW coverage_total AS
SELECT * EXCEPT (lines)
FROM coverage_whole(
  on = {on:Date}, departments = {departments:Array(String)}, teams = {teams:Array(String)},
  roles = {roles:Array(String)}, phases = {phases:Array(String)}, people = {people:Array(String)}
)
