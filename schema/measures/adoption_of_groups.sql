-- adoption of everyone on a date, by several splits at once.
CREATE OR REPLACE VIEW adoption_of_groups AS
SELECT * EXCEPT (on_day, ends_week, ends_month, definition)
FROM adoption_days(
  from_date = {on:Date}, to_date = {on:Date}, splits = {splits:Array(String)}, departments = {departments:Array(String)}, teams = {teams:Array(String)},
  roles = {roles:Array(String)}, phases = {phases:Array(String)}, people = {people:Array(String)}
)
ORDER BY split, group
