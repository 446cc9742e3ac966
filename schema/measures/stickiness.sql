-- stickiness at the week ends or month ends of a range: people eligible on that day and expected on a day of the period, by
-- the share of its expected days they were active. A group is the roster row that people hold on the day.
CREATE OR REPLACE VIEW stickiness AS
WITH
  standing AS (
    SELECT on_day, person_key,
      multiIf({by:String} = 'none', '', {by:String} = 'department', department, {by:String} = 'team', team,
        {by:String} = 'role', role, {by:String} = 'phase', phase, toString(throwIf(1, 'unknown dimension'))) AS shown_in
    FROM person_state FINAL
    WHERE on_day BETWEEN {from_date:Date} AND {to_date:Date} AND if({grain:String} = 'month', is_month_end, is_week_end)
      AND (empty({departments:Array(String)}) OR has({departments:Array(String)}, department))
      AND (empty({teams:Array(String)}) OR has({teams:Array(String)}, team))
      AND (empty({roles:Array(String)}) OR has({roles:Array(String)}, role))
      AND (empty({phases:Array(String)}) OR has({phases:Array(String)}, phase))
      AND (empty({people:Array(String)}) OR has({people:Array(String)}, person_key))
  ),
  worked AS (
    SELECT s.on_day AS on_day, s.shown_in AS shown_in, p.expected_days AS e, least(p.active_days, p.expected_days) AS a
    FROM standing AS s
    INNER JOIN person_periods(from_date = {from_date:Date}, to_date = {to_date:Date}, grain = {grain:String}) AS p
      ON p.period = s.on_day AND p.person_key = s.person_key
    WHERE p.expected_days > 0
  )
SELECT on_day AS period, on_day > {complete_day:Date} AS partial, shown_in AS group, count() AS expected,
  countIf(a = 0) AS none,
  countIf(a > 0 AND 4 * a <= e) AS up_to_25,
  countIf(4 * a > e AND 4 * a <= 2 * e) AS up_to_50,
  countIf(4 * a > 2 * e AND 4 * a <= 3 * e) AS up_to_75,
  countIf(4 * a > 3 * e) AS above_75
FROM worked
GROUP BY on_day, shown_in
