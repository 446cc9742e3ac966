-- Everyone eligible on a date whose role has core tasks, with those done in the CRM in the 28 days that end on it, and the place in
-- a list of who does least: of people who cannot be measured nothing is expected, so they come last.
CREATE OR REPLACE VIEW people_by_tasks AS
WITH
  standing AS (
    SELECT person_key, state, active_days FROM person_state FINAL
    WHERE on_day = {on:Date}
      AND (empty({departments:Array(String)}) OR has({departments:Array(String)}, department))
      AND (empty({teams:Array(String)}) OR has({teams:Array(String)}, team))
      AND (empty({roles:Array(String)}) OR has({roles:Array(String)}, role))
      AND (empty({phases:Array(String)}) OR has({phases:Array(String)}, phase))
      AND (empty({people:Array(String)}) OR person_key IN {people:Array(String)})
      AND (empty({states:Array(String)}) OR has({states:Array(String)}, state))
  ),
  ids AS (SELECT person_key, any(person_id) AS person_id FROM identities GROUP BY person_key)
SELECT s.person_key AS person_key, c.core_tasks AS core_tasks, c.tasks_done AS tasks_done, s.state != 'not_measured' AS is_measured,
  length(c.core_tasks) = length(c.tasks_done) AS is_done,
  (s.state = 'not_measured', -length(arrayFilter(task -> NOT has(c.tasks_done, task), c.core_tasks)), s.active_days, i.person_id) AS place
FROM standing AS s
INNER JOIN core_tasks_done(on = {on:Date}) AS c ON c.person_key = s.person_key
LEFT JOIN ids AS i ON i.person_key = s.person_key
