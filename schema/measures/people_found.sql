-- Every person eligible on a date as the list finds and orders them: whether the rest of the question fits, and the place in the
-- order asked for, as a number and as a text. people tells about those of one page.
CREATE OR REPLACE VIEW people_found AS
WITH
  standing AS (
    SELECT person_key, department, state, detail, last_active_on, blocks_regular, blocks_needed, core_tasks_done, tasks_needed
    FROM person_state FINAL
    WHERE on_day = {on:Date}
      AND (empty({departments:Array(String)}) OR has({departments:Array(String)}, department))
      AND (empty({teams:Array(String)}) OR has({teams:Array(String)}, team))
      AND (empty({roles:Array(String)}) OR has({roles:Array(String)}, role))
      AND (empty({phases:Array(String)}) OR has({phases:Array(String)}, phase))
      AND (empty({people:Array(String)}) OR has({people:Array(String)}, person_key))
  ),
  -- Names are looked up only where the question needs them: of everyone to order by them, else of who once had such a name.
  names AS (
    SELECT person_key, argMax(name, (valid_from, import_seq, line)) AS name
    FROM roster
    WHERE valid_from <= {on:Date} AND ({sort:String} = 'name' OR ({text:String} != '' AND person_key IN (
      SELECT person_key FROM roster WHERE {text:String} != '' AND position(lowerUTF8(name), {text:String}) > 0
    )))
    GROUP BY person_key
  ),
  -- Every earlier week end is gone through for this, so it is done only when told to; else all who lapsed only tried.
  earlier AS (
    SELECT DISTINCT person_key FROM person_state FINAL
    WHERE {tells_lapsed:UInt8} = 1 AND on_day < {on:Date} AND is_week_end AND state = 'adopted'
      AND person_key IN (SELECT person_key FROM standing WHERE state = 'lapsed')
  ),
  known AS (
    SELECT s.person_key AS person_key, i.person_id AS person_id, n.name AS name, s.department AS department, s.state AS state,
      if(s.state = 'lapsed', if(e.person_key = '', 'only_tried', 'was_adopted'), s.detail) AS detail,
      s.last_active_on AS last_active_on, s.blocks_regular AS blocks_regular, s.blocks_needed AS blocks_needed,
      s.core_tasks_done AS core_tasks_done, s.tasks_needed AS tasks_needed
    FROM standing AS s
    LEFT ANY JOIN identities AS i ON i.person_key = s.person_key
    LEFT JOIN names AS n ON n.person_key = s.person_key
    LEFT JOIN earlier AS e ON e.person_key = s.person_key
  )
SELECT person_key, person_id, state,
  (empty({states:Array(String)}) OR has({states:Array(String)}, state))
    AND (empty({details:Array(String)}) OR has({details:Array(String)}, detail))
    AND ({text:String} = '' OR position(lowerUTF8(name), {text:String}) > 0 OR position(lowerUTF8(person_id), {text:String}) > 0) AS is_found,
  toInt64(multiIf(
    {sort:String} = 'state', toInt64(indexOf(['adopted', 'occasional', 'lapsed', 'never_started', 'not_measured'], state)),
    {sort:String} != 'useful', 0,
    -- First who can be won most easily: nearly adopted, then who was adopted and stopped, then who looks but never works.
    state = 'occasional', 10 * greatest(0, toInt32(blocks_needed) - blocks_regular) + greatest(0, toInt32(tasks_needed) - core_tasks_done),
    state = 'lapsed', 1000 + if(detail = 'was_adopted', 0, 500) + least(400, ifNull(dateDiff('day', last_active_on, {on:Date}), 400)),
    state = 'never_started', 2000 + (detail != 'signs_in_only'),
    state = 'adopted', 3000,
    4000
  )) AS number_place,
  multiIf({sort:String} = 'name', name, {sort:String} = 'department', department,
    {sort:String} = 'last_active_on', ifNull(toString(last_active_on), ''), '') AS text_place
FROM known
