-- completeness (stock) at the end of a date, by none, object, department, editor_department, origin or owner; for the phases by phase.
CREATE OR REPLACE VIEW completeness AS
SELECT group, records, complete, rate, mean_score, owners, waiting, target, gap
FROM completeness_basis(
  on = {on:Date}, from_date = {on:Date}, basis = 'stock', by = {by:String}, objects = {objects:Array(String)},
  departments = {departments:Array(String)}, teams = {teams:Array(String)}, roles = {roles:Array(String)},
  phases = {phases:Array(String)}, people = {people:Array(String)}
)
