-- Weeks of the program that end in a range, per person with a roster row in them: whether a day was expected of the person
-- (a week with an active day always counts as expected), whether one was active, and the row held on the last day.
CREATE OR REPLACE VIEW person_weeks AS
WITH
  (SELECT (week_start + 5) % 7 + 1 FROM current_settings) AS last_weekday,
  (
    SELECT groupArray(toDate({from_date:Date}) + number)
    FROM numbers(toUInt64(greatest(0, dateDiff('day', {from_date:Date}, {to_date:Date}) + 1)))
    WHERE toDayOfWeek(toDate({from_date:Date}) + number) = last_weekday
  ) AS week_ends,
  held AS (
    SELECT arrayJoin(arrayFilter(day -> valid_from <= day AND valid_to > day - 6, week_ends)) AS week_end, person_key,
      department, team, role, phase, calendar, workdays, expected, kind = 'human' AND valid_to > week_end AS is_here
    FROM current_segments
    WHERE empty({people:Array(String)}) OR has({people:Array(String)}, person_key)
  ),
  seated AS (
    SELECT h.week_end AS week_end, h.person_key AS person_key, max(h.is_here) AS on_roster, anyIf(h.department, h.is_here) AS department,
      anyIf(h.team, h.is_here) AS team, anyIf(h.role, h.is_here) AS role, anyIf(h.phase, h.is_here) AS phase,
      -- The seven youngest bits of the window are the workdays of the week; spans are drawn to its edges.
      max(bitAnd(
        bitShiftRight(w.window, 49),
        arraySum(
          span -> bitShiftLeft(toUInt64(1), toUInt8(least(7, greatest(0, dateDiff('day', h.week_end - 6, span.2)))))
            - bitShiftLeft(toUInt64(1), toUInt8(least(7, greatest(0, dateDiff('day', h.week_end - 6, span.1))))),
          h.expected
        )
      ) != 0) AS has_expected_day
    FROM held AS h
    INNER JOIN current_workdays AS w ON w.calendar = h.calendar AND w.workdays = h.workdays AND w.date = h.week_end
    GROUP BY h.week_end, h.person_key
  ),
  used AS (
    SELECT DISTINCT person_key, arrayJoin(arrayDistinct(arrayMap(
        bit -> toDate(month + bit + (last_weekday - toDayOfWeek(month + bit) + 7) % 7), bitPositionsToArray(active_days)
      ))) AS week_end
    FROM active_months(people = {people:Array(String)})
    WHERE month + 37 > {from_date:Date} AND month <= {to_date:Date}
  )
SELECT s.week_end AS week_end, s.person_key AS person_key, s.on_roster AS on_roster, s.department AS department, s.team AS team,
  s.role AS role, s.phase AS phase, u.person_key != '' AS is_active, s.has_expected_day OR is_active AS is_expected
FROM seated AS s LEFT JOIN used AS u ON u.person_key = s.person_key AND u.week_end = s.week_end
