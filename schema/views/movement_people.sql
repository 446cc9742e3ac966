-- The measured people of {on} with their group, and whether they pass the filters; who does not may have been inside on another day.
CREATE OR REPLACE VIEW movement_people AS
SELECT person_key, state = 'adopted' AS is_adopted,
  multiIf({by:String} = 'none', '', {by:String} = 'department', department, {by:String} = 'team', team,
    {by:String} = 'role', role, {by:String} = 'phase', phase, toString(throwIf(1, 'unknown dimension'))) AS group,
  (empty({departments:Array(String)}) OR has({departments:Array(String)}, department))
    AND (empty({teams:Array(String)}) OR has({teams:Array(String)}, team))
    AND (empty({roles:Array(String)}) OR has({roles:Array(String)}, role))
    AND (empty({phases:Array(String)}) OR has({phases:Array(String)}, phase)) AS is_inside
FROM person_state FINAL
WHERE on_day = {on:Date} AND state != 'not_measured' AND (empty({people:Array(String)}) OR has({people:Array(String)}, person_key))
