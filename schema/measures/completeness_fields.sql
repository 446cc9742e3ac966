-- completeness by field: the state of every applicable field of the open records at the end of a date.
CREATE OR REPLACE VIEW completeness_fields AS
SELECT object, field, critical, applicable, ok, missing, placeholder, default, invalid, fill_rate, owners
FROM completeness_fields_basis(
  on = {on:Date}, from_date = {on:Date}, basis = 'stock', objects = {objects:Array(String)},
  departments = {departments:Array(String)}, teams = {teams:Array(String)}, roles = {roles:Array(String)},
  phases = {phases:Array(String)}, people = {people:Array(String)}
)
