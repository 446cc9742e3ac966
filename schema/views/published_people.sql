-- The measured people of {on} inside the filters as they were told: one row a step, from what was first told to before and after other rules.
CREATE OR REPLACE VIEW published_people AS
SELECT step, person_key, state = 'adopted' AS is_adopted,
  multiIf({by:String} = 'none', '', {by:String} = 'department', department, {by:String} = 'team', team,
    {by:String} = 'role', role, {by:String} = 'phase', phase, toString(throwIf(1, 'unknown dimension'))) AS group
FROM published_states FINAL
WHERE on_day = {on:Date} AND state != 'not_measured' AND (empty({people:Array(String)}) OR has({people:Array(String)}, person_key))
  AND (empty({departments:Array(String)}) OR has({departments:Array(String)}, department))
  AND (empty({teams:Array(String)}) OR has({teams:Array(String)}, team))
  AND (empty({roles:Array(String)}) OR has({roles:Array(String)}, role))
  AND (empty({phases:Array(String)}) OR has({phases:Array(String)}, phase))
