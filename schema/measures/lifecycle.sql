-- lifecycle: everyone on the roster on the last day of a week, in exactly one column. Weeks before the range matter too: what
-- somebody was last expected for may lie long ago.
CREATE OR REPLACE VIEW lifecycle AS
WITH
  (SELECT (week_start + 5) % 7 + 1 FROM current_settings) AS last_weekday,
  toDate({from_date:Date}) + (last_weekday - toDayOfWeek({from_date:Date}) + 7) % 7 - 6 AS first_day,
  used_earlier AS (
    SELECT person_key, max(month + arrayMax(bitPositionsToArray(days))) AS last_active
    FROM (
      SELECT person_key, month, bitAnd(active_days, bitShiftLeft(toUInt64(1), toUInt8(least(31, dateDiff('day', month, first_day)))) - 1) AS days
      FROM active_months(people = {people:Array(String)})
      WHERE month < first_day
    )
    WHERE days != 0
    GROUP BY person_key
  ),
  spans AS (
    SELECT person_key, calendar, workdays, span.1 AS from_date, least(span.2, first_day) AS to_date
    FROM (SELECT person_key, calendar, workdays, arrayJoin(expected) AS span FROM current_segments
      WHERE empty({people:Array(String)}) OR has({people:Array(String)}, person_key))
    WHERE span.1 < first_day
  ),
  expected_earlier AS (
    SELECT s.person_key AS person_key, max(w.date) AS last_expected
    FROM spans AS s
    ASOF INNER JOIN (SELECT calendar, workdays, date FROM current_workdays WHERE is_workday) AS w
      ON w.calendar = s.calendar AND w.workdays = s.workdays AND s.to_date > w.date
    WHERE w.date >= s.from_date
    GROUP BY s.person_key
  ),
  -- Only the order of weeks counts, so a day before the range stands for its week by the week's last day.
  followed AS (
    SELECT w.week_end AS week_end, w.person_key AS person_key, w.on_roster AS on_roster, w.department AS department, w.team AS team, w.role AS role,
      w.phase AS phase, w.is_active AS is_active, w.is_expected AS is_expected,
      u.last_active + (last_weekday - toDayOfWeek(u.last_active) + 7) % 7 AS active_earlier,
      e.last_expected + (last_weekday - toDayOfWeek(e.last_expected) + 7) % 7 AS expected_earlier,
      greatest(if(u.person_key = '', toDate(0), active_earlier), max(if(w.is_active, w.week_end, toDate(0))) OVER before) AS last_active_week,
      greatest(if(e.person_key = '', toDate(0), expected_earlier), max(if(w.is_expected, w.week_end, toDate(0))) OVER before) AS last_expected_week,
      last_active_week > toDate(0) AS was_active,
      was_active AND last_active_week >= last_expected_week AS was_active_last
    FROM person_weeks(from_date = {from_date:Date}, to_date = {to_date:Date}, people = {people:Array(String)}) AS w
    LEFT JOIN used_earlier AS u ON u.person_key = w.person_key
    LEFT JOIN expected_earlier AS e ON e.person_key = w.person_key
    WINDOW before AS (PARTITION BY w.person_key ORDER BY w.week_end ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
  ),
  staged AS (
    SELECT week_end, is_expected,
      multiIf({by:String} = 'none', '', {by:String} = 'department', department, {by:String} = 'team', team,
        {by:String} = 'role', role, {by:String} = 'phase', phase, toString(throwIf(1, 'unknown dimension'))) AS group,
      multiIf(
        NOT is_expected, 'not_expected',
        NOT was_active, if(is_active, 'new', 'never'),
        was_active_last, if(is_active, 'retained', 'lapsed_now'),
        if(is_active, 'resurrected', 'still_lapsed')
      ) AS stage
    FROM followed
    -- Weeks that have not begun are no part of an answer.
    WHERE on_roster AND week_end - 6 <= {complete_day:Date}
      AND (empty({departments:Array(String)}) OR has({departments:Array(String)}, department))
      AND (empty({teams:Array(String)}) OR has({teams:Array(String)}, team))
      AND (empty({roles:Array(String)}) OR has({roles:Array(String)}, role))
      AND (empty({phases:Array(String)}) OR has({phases:Array(String)}, phase))
  )
SELECT week_end AS period, week_end > {complete_day:Date} AS partial, group,
  countIf(stage = 'new') AS new,
  countIf(stage = 'retained') AS retained,
  countIf(stage = 'resurrected') AS resurrected,
  countIf(stage = 'lapsed_now') AS lapsed_now,
  countIf(stage = 'still_lapsed') AS still_lapsed,
  countIf(stage = 'never') AS never,
  countIf(stage = 'not_expected') AS not_expected,
  countIf(is_expected) AS expected
FROM staged
GROUP BY week_end, group
