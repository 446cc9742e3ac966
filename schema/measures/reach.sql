-- reach on a date, by none, department, team, role or phase: who is active at all, how regularly, and over how much of the
-- work of the role, in the 28 days that end on the date.
CREATE OR REPLACE VIEW reach AS
WITH
  (SELECT arrayFlatten(groupArray(core_tasks)) FROM current_roles WHERE role = 'default') AS default_tasks,
  known AS (
    SELECT m.group AS group, m.person_key AS person_key, m.active_days AS active_days, m.expected_days AS expected_days,
      if(r.role != '', r.core_tasks, default_tasks) AS core_tasks
    FROM measured_people(
      on = {on:Date}, by = {by:String}, departments = {departments:Array(String)}, teams = {teams:Array(String)},
      roles = {roles:Array(String)}, phases = {phases:Array(String)}, people = {people:Array(String)}
    ) AS m
    LEFT JOIN current_roles AS r ON r.role = m.role AND r.role != 'default'
  ),
  -- The newest 28 of the 56 days; a task is done on a day that is active, so only eligible days count.
  used AS (
    SELECT person_key, mapKeys(mapFilter((task, days) -> bitShiftRight(bitAnd(days, eligible_days), 28) != 0, task_days)) AS tasks_done
    FROM person_window(ons = [{on:Date}])
  ),
  shared AS (
    SELECT k.group AS group, k.active_days > 0 AS is_active, least(k.active_days, k.expected_days) / k.expected_days AS active_share,
      is_active AND notEmpty(k.core_tasks) AS has_profile,
      arrayCount(task -> has(u.tasks_done, task), k.core_tasks) / length(k.core_tasks) AS task_share
    FROM known AS k LEFT JOIN used AS u ON u.person_key = k.person_key
  )
SELECT group, count() AS measured, countIf(is_active) AS active, active / measured AS reach,
  if(active = 0, NULL, avgIf(active_share, is_active)) AS regularity,
  countIf(has_profile) AS profiled,
  if(profiled = 0, NULL, avgIf(task_share, has_profile)) AS range
FROM shared
GROUP BY group
