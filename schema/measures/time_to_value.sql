-- time_to_value: Kaplan–Meier quantiles of the clocks at which people became active and adopted. Who is not there yet is at
-- risk up to the clock of the last day known, so leavers are censored on leaving and newcomers count for as long as they are here.
CREATE OR REPLACE VIEW time_to_value AS
WITH
  stood AS (
    SELECT
      multiIf({by:String} = 'none', '', {by:String} = 'department', department, {by:String} = 'team', team,
        {by:String} = 'role', role, {by:String} = 'phase', phase, toString(throwIf(1, 'unknown dimension'))) AS group,
      active_at, adopted_at, followed_to
    FROM value_clocks(on = {on:Date}, people = {people:Array(String)})
    WHERE (empty({departments:Array(String)}) OR has({departments:Array(String)}, department))
      AND (empty({teams:Array(String)}) OR has({teams:Array(String)}, team))
      AND (empty({roles:Array(String)}) OR has({roles:Array(String)}, role))
      AND (empty({phases:Array(String)}) OR has({phases:Array(String)}, phase))
  ),
  points AS (
    SELECT group, wait.1 AS step, ifNull(wait.2, followed_to) AS clock, count() AS people, countIf(wait.2 IS NOT NULL) AS reached
    FROM stood ARRAY JOIN [('active', active_at), ('adopted', adopted_at)] AS wait
    GROUP BY group, step, clock
  ),
  waited AS (
    SELECT *, sum(people) OVER (PARTITION BY group, step ORDER BY clock DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS at_risk
    FROM points
  ),
  -- The share not there yet after each clock. A product of fractions may miss one half in its last digit.
  curve AS (
    SELECT *, exp(sum(log((at_risk - reached) / at_risk)) OVER (
        PARTITION BY group, step ORDER BY clock ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      )) - 1e-9 AS not_there
    FROM waited
  )
SELECT group,
  sumIf(people, step = 'active') AS people,
  sumIf(reached, step = 'active') AS active,
  minOrNullIf(clock, step = 'active' AND not_there <= 0.75) AS active_p25,
  minOrNullIf(clock, step = 'active' AND not_there <= 0.5) AS active_median,
  minOrNullIf(clock, step = 'active' AND not_there <= 0.25) AS active_p75,
  sumIf(reached, step = 'adopted') AS adopted,
  minOrNullIf(clock, step = 'adopted' AND not_there <= 0.75) AS adopted_p25,
  minOrNullIf(clock, step = 'adopted' AND not_there <= 0.5) AS adopted_median,
  minOrNullIf(clock, step = 'adopted' AND not_there <= 0.25) AS adopted_p75
FROM curve
GROUP BY group
