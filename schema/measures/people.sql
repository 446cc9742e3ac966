-- Every person eligible on a date with state, detail and what explains it.
CREATE OR REPLACE VIEW people AS
WITH
  standing AS (
    SELECT * FROM person_state FINAL
    WHERE on_day = {on:Date}
      AND (empty({departments:Array(String)}) OR has({departments:Array(String)}, department))
      AND (empty({teams:Array(String)}) OR has({teams:Array(String)}, team))
      AND (empty({roles:Array(String)}) OR has({roles:Array(String)}, role))
      AND (empty({phases:Array(String)}) OR has({phases:Array(String)}, phase))
      AND (empty({people:Array(String)}) OR person_key IN {people:Array(String)})
  ),
  names AS (
    SELECT person_key, argMax(name, (valid_from, import_seq, line)) AS name
    FROM roster
    WHERE valid_from <= {on:Date} AND (empty({people:Array(String)}) OR person_key IN {people:Array(String)})
    GROUP BY person_key
  ),
  ids AS (
    SELECT person_key, any(person_id) AS person_id FROM identities
    WHERE empty({people:Array(String)}) OR person_key IN {people:Array(String)}
    GROUP BY person_key
  ),
  -- The newest row of each day by hand: FINAL would merge everyone's rows of all days before it looks for these people.
  earlier AS (
    SELECT person_key, max(on_day) AS adopted_before
    FROM (
      SELECT on_day, person_key, argMax(is_week_end AND state = 'adopted' AND NOT gone, generation) AS is_adopted
      FROM person_state
      WHERE on_day < {on:Date} AND (empty({people:Array(String)}) OR person_key IN {people:Array(String)})
      GROUP BY on_day, person_key
    )
    WHERE is_adopted
    GROUP BY person_key
  ),
  trained AS (
    SELECT if(a.person_key = '', c.person_key, a.person_key) AS person_key, max(c.completed_on) AS last_training
    FROM course_completions AS c LEFT JOIN current_aliases AS a ON a.alias_key = c.person_key
    WHERE c.completed_on <= {on:Date}
    GROUP BY person_key
  )
SELECT s.person_key AS person_key, i.person_id AS person_id, n.name AS name, s.department AS department, s.team AS team, s.role AS role,
  s.phase AS phase, s.manager_key AS manager_key, s.state AS state,
  if(s.state = 'lapsed', if(b.person_key = '', 'only_tried', 'was_adopted'), s.detail) AS detail,
  s.active_days AS active_days, s.expected_days AS expected_days, s.last_active_on AS last_active_on,
  if(s.last_active_on IS NULL, NULL, toUInt32(dateDiff('day', assumeNotNull(s.last_active_on), {on:Date}))) AS days_since,
  s.start AS start, s.blocks AS blocks, s.blocks_regular AS blocks_regular, s.blocks_needed AS blocks_needed,
  s.core_tasks_done AS core_tasks_done, s.core_tasks AS core_tasks, s.tasks_needed AS tasks_needed,
  s.breadth_configured AS breadth_configured, s.missing AS missing,
  if(b.person_key = '', NULL, b.adopted_before) AS adopted_before, if(t.person_key = '', NULL, t.last_training) AS trained_on
FROM standing AS s
LEFT JOIN names AS n ON n.person_key = s.person_key
LEFT JOIN ids AS i ON i.person_key = s.person_key
LEFT JOIN trained AS t ON t.person_key = s.person_key
LEFT JOIN earlier AS b ON b.person_key = s.person_key
