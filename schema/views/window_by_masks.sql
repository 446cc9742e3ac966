-- The 56 days that end on on_day, per day asked for and person eligible on it: bit 0 is the oldest day, bit 55 is on_day.
-- masks: 'all' counts every value action, 'verified' those that no standing flag is on.
CREATE OR REPLACE VIEW window_by_masks AS
WITH
  touching AS (
    SELECT arrayJoin(arrayFilter(day -> eligible_from <= day AND eligible_to > day - 55 AND eligible_from < eligible_to, {ons:Array(Date)})) AS on_day,
      on_day - 55 AS first_day, person_key, department, team, role, manager_key, phase, calendar, workdays,
      eligible_from, eligible_to, run_from, expected
    FROM current_segments
  ),
  -- A half-open span as bits is 2^end - 2^start, both drawn to the edges of the window.
  spanned AS (
    SELECT on_day, person_key, department, team, role, manager_key, phase, calendar, workdays, run_from, eligible_to > on_day AS is_here,
      bitShiftLeft(toUInt64(1), toUInt8(least(56, greatest(0, dateDiff('day', first_day, eligible_to)))))
        - bitShiftLeft(toUInt64(1), toUInt8(least(56, greatest(0, dateDiff('day', first_day, eligible_from))))) AS eligible_bits,
      arraySum(
        span -> bitShiftLeft(toUInt64(1), toUInt8(least(56, greatest(0, dateDiff('day', first_day, span.2)))))
          - bitShiftLeft(toUInt64(1), toUInt8(least(56, greatest(0, dateDiff('day', first_day, span.1))))),
        expected
      ) AS present_bits
    FROM touching
  ),
  here AS (
    SELECT s.on_day AS on_day, s.person_key AS person_key, anyIf(s.department, is_here) AS department, anyIf(s.team, is_here) AS team,
      anyIf(s.role, is_here) AS role, anyIf(s.manager_key, is_here) AS manager_key, anyIf(s.phase, is_here) AS phase,
      anyIf(s.run_from, is_here) AS start, groupBitOr(toUInt64(s.eligible_bits)) AS eligible_days,
      groupBitOr(bitAnd(toUInt64(s.present_bits), w.window)) AS expected_days,
      groupBitOr(bitAnd(toUInt64(s.eligible_bits), w.window)) AS expected_without_leave
    FROM spanned AS s
    INNER JOIN current_workdays AS w ON w.calendar = s.calendar AND w.workdays = s.workdays AND w.date = s.on_day
    GROUP BY s.on_day, s.person_key
    HAVING max(is_here)
  ),
  -- A mask of a month moves into the window by one shift to the left or to the right; days after on_day are cut off.
  months AS (
    SELECT arrayJoin(arrayFilter(day -> month <= day, {ons:Array(Date)})) AS on_day, person_key, month,
      if({masks:String} = 'verified', verified_tasks, tasks) AS mask_tasks,
      toUInt8(greatest(dateDiff('day', on_day - 55, month), 0)) AS left,
      toUInt8(least(greatest(dateDiff('day', month, on_day - 55), 0), 63)) AS right,
      if(month = toStartOfMonth(on_day), bitShiftLeft(toUInt64(1), toDayOfMonth(on_day)) - 1, 4294967295) AS past_days,
      toUInt32(bitAnd(if({masks:String} = 'verified', verified_days, value_days), past_days)) AS value_mask,
      toUInt32(bitAnd(seen_days, past_days)) AS seen_mask
    FROM person_months FINAL
  ),
  activity AS (
    SELECT on_day, person_key,
      groupBitOr(bitShiftRight(bitShiftLeft(toUInt64(value_mask), left), right)) AS value_days,
      maxIf(month + arrayMax(bitPositionsToArray(value_mask)), value_mask != 0) AS last_value,
      maxIf(month + arrayMax(bitPositionsToArray(seen_mask)), seen_mask != 0) AS last_seen,
      groupBitOrMapIf(mapApply((task, days) -> (task, bitShiftRight(bitShiftLeft(toUInt64(days), left), right)), mask_tasks), right < 31) AS task_days
    FROM months
    GROUP BY on_day, person_key
  )
SELECT h.on_day AS on_day, h.person_key AS person_key, h.department AS department, h.team AS team, h.role AS role,
  h.manager_key AS manager_key, h.phase AS phase, h.start AS start, h.eligible_days AS eligible_days,
  h.expected_days AS expected_days, h.expected_without_leave AS expected_without_leave,
  bitAnd(a.value_days, h.eligible_days) AS active_mask, a.task_days AS task_days,
  -- Day zero stands for never; no event is that old.
  if(a.last_value > toDate(0) AND a.last_value >= h.start, a.last_value, NULL) AS last_active_on,
  a.last_seen > toDate(0) AND a.last_seen >= h.start AS was_seen
FROM here AS h LEFT JOIN activity AS a ON a.on_day = h.on_day AND a.person_key = h.person_key
