-- The core tasks of everyone eligible on a date whose role has any, and those of them done in the 28 days that end on the date.
CREATE OR REPLACE VIEW core_tasks_done AS
WITH (SELECT arrayFlatten(groupArray(core_tasks)) FROM current_roles WHERE role = 'default') AS default_tasks
SELECT w.person_key AS person_key, if(r.role != '', r.core_tasks, default_tasks) AS core_tasks,
  -- The newest 28 of the 56 days; a task is done on a day that is active, so only eligible days count.
  arrayFilter(task -> bitShiftRight(bitAnd(w.task_days[task], w.eligible_days), 28) != 0, core_tasks) AS tasks_done
FROM person_window(ons = [{on:Date}]) AS w
LEFT JOIN current_roles AS r ON r.role = w.role AND r.role != 'default'
WHERE notEmpty(core_tasks)
