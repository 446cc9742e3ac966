-- layers on a date, by none, department, team, role or phase: measured people who used each side of the CRM themselves on an
-- eligible day of the 28 days that end on the date, entering or looking. A layer no action of the catalogue has is NULL.
CREATE OR REPLACE VIEW layers AS
WITH
  (SELECT groupUniqArray(layer) FROM current_actions WHERE class != 'presence') AS named,
  used AS (
    SELECT person_key, groupUniqArray(layer) AS touched
    FROM judged_actions(from_date = toDate({on:Date}) - 27, to_date = {on:Date}, people = {people:Array(String)})
    WHERE eligible AND by_hand AND in_crm AND class IN ('consume', 'contribute', 'process')
    GROUP BY person_key
  )
SELECT m.group AS group, count() AS measured,
  if(has(named, 'operational'), countIf(has(u.touched, 'operational')), NULL) AS operational,
  if(has(named, 'collaborative'), countIf(has(u.touched, 'collaborative')), NULL) AS collaborative,
  if(has(named, 'analytical'), countIf(has(u.touched, 'analytical')), NULL) AS analytical,
  operational / measured AS operational_share,
  collaborative / measured AS collaborative_share,
  analytical / measured AS analytical_share
FROM measured_people(
  on = {on:Date}, by = {by:String}, departments = {departments:Array(String)}, teams = {teams:Array(String)},
  roles = {roles:Array(String)}, phases = {phases:Array(String)}, people = {people:Array(String)}
) AS m
LEFT JOIN used AS u ON u.person_key = m.person_key
GROUP BY m.group
