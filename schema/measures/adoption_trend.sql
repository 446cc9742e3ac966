-- adoption at the week ends or month ends of a range; equal to adoption on each of these dates.
CREATE OR REPLACE VIEW adoption_trend AS
SELECT on_day AS period, on_day > {complete_day:Date} AS partial, * EXCEPT (on_day, ends_week, ends_month, definition, split), definition
FROM adoption_days(
  from_date = {from_date:Date}, to_date = {to_date:Date}, splits = [{by:String}], departments = {departments:Array(String)}, teams = {teams:Array(String)},
  roles = {roles:Array(String)}, phases = {phases:Array(String)}, people = {people:Array(String)}
)
WHERE if({grain:String} = 'month', ends_month, ends_week)
