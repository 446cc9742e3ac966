-- perfunctory on a date: value actions of measured people on active days of the 28 days that end on it, and those with a flag.
CREATE OR REPLACE VIEW perfunctory AS
WITH
  done AS (
    SELECT person_key, month + day - 1 AS date, actions AS value_actions, 0 AS flagged, CAST([] AS Array(String)) AS kinds
    FROM (SELECT person_key, month, day_actions FROM person_months FINAL WHERE month BETWEEN toStartOfMonth({on:Date} - 27) AND {on:Date})
    ARRAY JOIN mapKeys(day_actions) AS day, mapValues(day_actions) AS actions
  ),
  flagged_actions AS (
    SELECT person_key, date, toUInt64(0) AS value_actions, 1 AS flagged, groupArray(toString(kind)) AS kinds
    FROM standing_flags(from_date = {on:Date} - 27, to_date = {on:Date}, people = {people:Array(String)})
    GROUP BY person_key, date, source, message_id
  ),
  counted AS (
    SELECT a.person_key AS person_key, sum(a.value_actions) AS value_actions, sum(a.flagged) AS flagged,
      countIf(has(a.kinds, 'burst')) AS burst, countIf(has(a.kinds, 'copied')) AS copied, countIf(has(a.kinds, 'backdated')) AS backdated,
      countIf(has(a.kinds, 'placeholder_only')) AS placeholder_only, countIf(has(a.kinds, 'reverted')) AS reverted
    FROM (SELECT * FROM done UNION ALL SELECT * FROM flagged_actions) AS a
    INNER JOIN person_window(ons = [{on:Date}]) AS w ON w.person_key = a.person_key
    WHERE a.date BETWEEN {on:Date} - 27 AND {on:Date} AND bitTest(w.eligible_days, toUInt8(dateDiff('day', {on:Date} - 55, a.date)))
    GROUP BY a.person_key
  )
SELECT m.group AS group, count() AS measured, sum(c.value_actions) AS value_actions, sum(c.flagged) AS flagged,
  if(value_actions = 0, NULL, flagged / value_actions) AS rate,
  sum(c.burst) AS burst, sum(c.copied) AS copied, sum(c.backdated) AS backdated, sum(c.placeholder_only) AS placeholder_only,
  sum(c.reverted) AS reverted
FROM measured_people(
  on = {on:Date}, by = {by:String}, departments = {departments:Array(String)}, teams = {teams:Array(String)},
  roles = {roles:Array(String)}, phases = {phases:Array(String)}, people = {people:Array(String)}
) AS m
LEFT JOIN counted AS c ON c.person_key = m.person_key
GROUP BY m.group
