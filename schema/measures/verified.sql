-- verified on a date: adoption of the measured people as the snapshot says, and again by the same rules without flagged actions.
CREATE OR REPLACE VIEW verified AS
SELECT m.group AS group, count() AS measured, countIf(m.state = 'adopted') AS adopted, adopted / measured AS rate,
  countIf(v.state = 'adopted') AS verified_adopted, verified_adopted / measured AS verified_rate,
  toInt64(adopted) - toInt64(verified_adopted) AS gap_people, gap_people / measured AS gap
FROM measured_people(
  on = {on:Date}, by = {by:String}, departments = {departments:Array(String)}, teams = {teams:Array(String)},
  roles = {roles:Array(String)}, phases = {phases:Array(String)}, people = {people:Array(String)}
) AS m
LEFT JOIN states_by_masks(ons = [{on:Date}], masks = 'verified') AS v ON v.person_key = m.person_key
GROUP BY m.group
