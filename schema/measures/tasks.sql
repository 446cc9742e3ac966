-- tasks on a date: of the measured people whose role owns a core task, who did it in the 28 days that end on the date.
CREATE OR REPLACE VIEW tasks AS
WITH owned AS (
  SELECT m.group AS group, arrayJoin(c.core_tasks) AS task, has(c.tasks_done, task) AS is_done
  FROM measured_people(
    on = {on:Date}, by = {by:String}, departments = {departments:Array(String)}, teams = {teams:Array(String)},
    roles = {roles:Array(String)}, phases = {phases:Array(String)}, people = {people:Array(String)}
  ) AS m
  INNER JOIN core_tasks_done(on = {on:Date}) AS c ON c.person_key = m.person_key
)
SELECT group, task, count() AS measured, countIf(is_done) AS done, done / measured AS share
FROM owned
GROUP BY group, task
