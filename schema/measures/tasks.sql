-- tasks on a date: of the measured people whose role owns a core task, who did it in the 28 days that end on the date.
CREATE OR REPLACE VIEW tasks AS
WITH
  (SELECT arrayFlatten(groupArray(core_tasks)) FROM current_roles WHERE role = 'default') AS default_tasks,
  owned AS (
    SELECT m.group AS group, m.person_key AS person_key, arrayJoin(if(r.role != '', r.core_tasks, default_tasks)) AS task
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
  )
SELECT o.group AS group, o.task AS task, count() AS measured, countIf(has(u.tasks_done, o.task)) AS done, done / measured AS share
FROM owned AS o LEFT JOIN used AS u ON u.person_key = o.person_key
GROUP BY o.group, o.task
