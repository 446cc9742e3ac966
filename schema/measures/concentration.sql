-- concentration on a date, by none, department, team, role or phase: how value actions of the 28 days that end on the date
-- spread over the measured people, those with none included.
CREATE OR REPLACE VIEW concentration AS
WITH
  counted AS (
    SELECT person_key, count() AS done
    FROM judged_actions(from_date = toDate({on:Date}) - 27, to_date = {on:Date}, people = {people:Array(String)})
    WHERE is_value AND eligible
    GROUP BY person_key
  ),
  spread AS (
    SELECT m.group AS group, arraySort(groupArray(c.done)) AS ascending, toUInt64(length(ascending)) AS measured,
      intDiv(measured + 9, 10) AS top_people, arraySum(ascending) AS actions,
      arraySum(arraySlice(ascending, -top_people)) AS top_actions,
      arraySum((each, place) -> each * place, ascending, arrayEnumerate(ascending)) AS weighted
    FROM measured_people(
      on = {on:Date}, by = {by:String}, departments = {departments:Array(String)}, teams = {teams:Array(String)},
      roles = {roles:Array(String)}, phases = {phases:Array(String)}, people = {people:Array(String)}
    ) AS m
    LEFT JOIN counted AS c ON c.person_key = m.person_key
    GROUP BY m.group
  )
SELECT group, measured, actions, top_people, top_actions,
  if(actions = 0, NULL, top_actions / actions) AS top_share,
  if(actions = 0, NULL, (2 * weighted - (measured + 1) * actions) / (measured * actions)) AS gini
FROM spread
