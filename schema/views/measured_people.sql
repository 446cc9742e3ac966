-- Measured people on a date who pass the filters, with the group that they are shown in.
CREATE OR REPLACE VIEW measured_people AS
SELECT person_key, department, team, role, phase, manager_key, state, active_days, expected_days,
  multiIf({by:String} = 'none', '', {by:String} = 'department', department, {by:String} = 'team', team,
    {by:String} = 'role', role, {by:String} = 'phase', phase, toString(throwIf(1, 'unknown dimension'))) AS group
FROM person_state FINAL
WHERE on_day = {on:Date} AND state != 'not_measured'
  AND (empty({departments:Array(String)}) OR has({departments:Array(String)}, department))
  AND (empty({teams:Array(String)}) OR has({teams:Array(String)}, team))
  AND (empty({roles:Array(String)}) OR has({roles:Array(String)}, role))
  AND (empty({phases:Array(String)}) OR has({phases:Array(String)}, phase))
  AND (empty({people:Array(String)}) OR has({people:Array(String)}, person_key))
