-- The 56 days that end on on_day, per day asked for and person eligible on it: bit 0 is the oldest day, bit 55 is on_day.
CREATE OR REPLACE VIEW person_window AS
WITH
  toUInt64(72057594037927935) AS all_days,
  asked AS (SELECT arrayJoin({ons:Array(Date)}) AS on_day, on_day - 55 AS first_day),
  patterns AS (
    SELECT on_day, calendar, workdays, groupBitOr(bitShiftLeft(toUInt64(is_workday), toUInt8(greatest(0, least(55, dateDiff('day', first_day, date)))))) AS days
    FROM current_workdays CROSS JOIN asked
    WHERE date BETWEEN first_day AND on_day
    GROUP BY on_day, calendar, workdays
  ),
  here AS (
    SELECT on_day, person_key, department, team, role, manager_key, phase
    FROM current_segments CROSS JOIN asked
    WHERE eligible_from <= on_day AND on_day < eligible_to
  ),
  runs AS (
    SELECT on_day, person_key, run_from
    FROM current_runs CROSS JOIN asked
    WHERE run_from <= on_day AND on_day < run_to
  ),
  -- Bounds outside the window are drawn to its edges first: the engine may compute a row before it filters it out.
  segment_days AS (
    SELECT on_day, person_key, calendar, workdays,
      bitShiftLeft(toUInt64(1), toUInt8(greatest(0, dateDiff('day', first_day, least(eligible_to, on_day + 1)))))
        - bitShiftLeft(toUInt64(1), toUInt8(greatest(0, dateDiff('day', first_day, least(eligible_from, on_day))))) AS days
    FROM current_segments CROSS JOIN asked
    WHERE eligible_from <= on_day AND eligible_to > first_day AND eligible_from < eligible_to
  ),
  eligible AS (
    SELECT s.on_day AS on_day, s.person_key AS person_key, groupBitOr(s.days) AS eligible_days,
      groupBitOr(bitAnd(s.days, p.days)) AS expected_without_leave
    FROM segment_days AS s
    INNER JOIN patterns AS p ON p.on_day = s.on_day AND p.calendar = s.calendar AND p.workdays = s.workdays
    GROUP BY s.on_day, s.person_key
  ),
  span_days AS (
    SELECT on_day, person_key, calendar, workdays,
      bitShiftLeft(toUInt64(1), toUInt8(greatest(0, dateDiff('day', first_day, least(to_date, on_day + 1)))))
        - bitShiftLeft(toUInt64(1), toUInt8(greatest(0, dateDiff('day', first_day, least(from_date, on_day))))) AS days
    FROM current_expected CROSS JOIN asked
    WHERE from_date <= on_day AND to_date > first_day
  ),
  expected AS (
    SELECT s.on_day AS on_day, s.person_key AS person_key, groupBitOr(bitAnd(s.days, p.days)) AS expected_days
    FROM span_days AS s
    INNER JOIN patterns AS p ON p.on_day = s.on_day AND p.calendar = s.calendar AND p.workdays = s.workdays
    GROUP BY s.on_day, s.person_key
  ),
  -- A mask of a month moves into the window by one shift to the left or to the right; days after on_day are cut off.
  months AS (
    SELECT on_day, person_key, month, tasks,
      toUInt8(greatest(dateDiff('day', first_day, month), 0)) AS left,
      toUInt8(least(greatest(dateDiff('day', month, first_day), 0), 63)) AS right,
      if(month = toStartOfMonth(on_day), bitShiftLeft(toUInt64(1), toDayOfMonth(on_day)) - 1, all_days) AS past_days,
      toUInt32(bitAnd(value_days, past_days)) AS value_mask,
      toUInt32(bitAnd(seen_days, past_days)) AS seen_mask
    FROM person_months FINAL CROSS JOIN asked
    WHERE month <= on_day
  ),
  activity AS (
    SELECT on_day, person_key,
      groupBitOr(bitShiftRight(bitShiftLeft(toUInt64(value_mask), left), right)) AS value_days,
      maxIf(month + arrayMax(bitPositionsToArray(value_mask)), value_mask != 0) AS last_value,
      maxIf(month + arrayMax(bitPositionsToArray(seen_mask)), seen_mask != 0) AS last_seen,
      groupBitOrMapIf(mapApply((task, days) -> (task, bitShiftRight(bitShiftLeft(toUInt64(days), left), right)), tasks), right < 31) AS task_days
    FROM months
    GROUP BY on_day, person_key
  )
SELECT h.on_day AS on_day, h.person_key AS person_key, h.department AS department, h.team AS team, h.role AS role,
  h.manager_key AS manager_key, h.phase AS phase, r.run_from AS start, e.eligible_days AS eligible_days,
  e.expected_without_leave AS expected_without_leave, x.expected_days AS expected_days,
  bitAnd(a.value_days, e.eligible_days) AS active_mask, a.task_days AS task_days,
  -- Day zero stands for never; no event is that old.
  if(a.last_value > toDate(0) AND a.last_value >= r.run_from, a.last_value, NULL) AS last_active_on,
  a.last_seen > toDate(0) AND a.last_seen >= r.run_from AS was_seen
FROM here AS h
INNER JOIN runs AS r ON r.on_day = h.on_day AND r.person_key = h.person_key
LEFT JOIN eligible AS e ON e.on_day = h.on_day AND e.person_key = h.person_key
LEFT JOIN expected AS x ON x.on_day = h.on_day AND x.person_key = h.person_key
LEFT JOIN activity AS a ON a.on_day = h.on_day AND a.person_key = h.person_key
