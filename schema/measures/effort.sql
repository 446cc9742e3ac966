-- effort on a date, by none, department, team, role or phase, and by core task of the role: minutes of entering data per
-- active day in the 28 days that end on the date. The row with an empty task is all entering, whatever its task.
CREATE OR REPLACE VIEW effort AS
WITH
  (SELECT arrayFlatten(groupArray(core_tasks)) FROM current_roles WHERE role = 'default') AS default_tasks,
  owned AS (
    SELECT m.group AS group, m.person_key AS person_key, m.active_days AS days,
      arrayJoin(arrayConcat([''], arrayFilter(name -> name != '', if(r.role != '', r.core_tasks, default_tasks)))) AS task
    FROM measured_people(
      on = {on:Date}, by = {by:String}, departments = {departments:Array(String)}, teams = {teams:Array(String)},
      roles = {roles:Array(String)}, phases = {phases:Array(String)}, people = {people:Array(String)}
    ) AS m
    LEFT JOIN current_roles AS r ON r.role = m.role AND r.role != 'default'
  ),
  entered AS (
    SELECT person_key, arrayJoin(arrayDistinct(['', task])) AS entry_task, count() AS entries,
      countIf(duration_ms IS NOT NULL) AS timed_entries, sum(toUInt64(least(coalesce(duration_ms, 0), 1800000))) AS spent_ms
    FROM judged_actions(from_date = toDate({on:Date}) - 27, to_date = {on:Date}, people = {people:Array(String)})
    WHERE is_value AND eligible AND class IN ('contribute', 'process')
    GROUP BY person_key, entry_task
  )
SELECT o.group AS group, o.task AS task, count() AS measured, sum(o.days) AS active_days, sum(e.entries) AS actions,
  sum(e.timed_entries) AS timed,
  -- Without any duration nothing is known of the time that actions took.
  if(actions > 0 AND timed = 0, NULL, sum(e.spent_ms) / 60000) AS minutes,
  if(active_days = 0, NULL, minutes / active_days) AS minutes_per_day
FROM owned AS o LEFT JOIN entered AS e ON e.person_key = o.person_key AND e.entry_task = o.task
GROUP BY o.group, o.task
