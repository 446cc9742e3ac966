-- The last 56 days of some people: expected and active days, and the tasks of the value actions.
CREATE OR REPLACE VIEW person_days AS
SELECT person_key, toDate({on:Date}) - 55 + bit AS date,
  toBool(bitTest(expected_days, bit)) AS expected,
  toBool(bitTest(active_mask, bit)) AS active,
  if(active, arraySort(mapKeys(mapFilter((task, days) -> bitTest(days, bit), task_days))), []) AS tasks
FROM person_window(ons = [{on:Date}])
ARRAY JOIN range(0, 56) AS bit
WHERE has({people:Array(String)}, person_key)
