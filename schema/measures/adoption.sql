-- adoption on a date, by none, department, team, role or phase. Reads the snapshot of the date; person_states makes it.
CREATE OR REPLACE VIEW adoption AS
SELECT * EXCEPT (on_day, ends_week, ends_month, definition, split)
FROM adoption_days(
  from_date = {on:Date}, to_date = {on:Date}, splits = [{by:String}], departments = {departments:Array(String)}, teams = {teams:Array(String)},
  roles = {roles:Array(String)}, phases = {phases:Array(String)}, people = {people:Array(String)}
)
