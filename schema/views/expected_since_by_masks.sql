-- Per person last active before the 56 days that end on on_day: expected days after the last active day, up to on_day.
-- masks as in states_by_masks.
CREATE OR REPLACE VIEW expected_since_by_masks AS
WITH
  months AS (
    SELECT person_key, month, toUInt32(if({masks:String} = 'verified', verified_days, value_days)) AS days
    FROM person_months FINAL
    PREWHERE month <= arrayMax({ons:Array(Date)})
  ),
  -- First and last active day of each month of a person, which stand for all days between: whoever has none in the window is idle.
  active AS (
    SELECT person_key, groupArray((month + arrayMin(bitPositionsToArray(days)), month + arrayMax(bitPositionsToArray(days)))) AS spans
    FROM months WHERE days != 0 GROUP BY person_key
  ),
  last_used AS (
    SELECT arrayJoin(arrayFilter(
        day -> NOT arrayExists(span -> span.1 <= day AND span.2 >= day - 55, spans) AND arrayExists(span -> span.2 < day - 55, spans), {ons:Array(Date)}
      )) AS on_day, person_key,
      arrayMax(arrayMap(span -> span.2, arrayFilter(span -> span.2 < on_day - 55, spans))) AS last_value
    FROM active
  ),
  spans AS (
    SELECT person_key, calendar, workdays, span.1 AS from_date, span.2 AS to_date FROM current_segments ARRAY JOIN expected AS span
  ),
  parts AS (
    SELECT l.on_day AS on_day, s.person_key AS person_key, s.calendar AS calendar, s.workdays AS workdays,
      greatest(s.from_date, l.last_value + 1) AS part_from, least(s.to_date, l.on_day + 1) AS part_to
    FROM spans AS s INNER JOIN last_used AS l ON l.person_key = s.person_key
    WHERE greatest(s.from_date, l.last_value + 1) < least(s.to_date, l.on_day + 1)
  )
SELECT p.on_day AS on_day, p.person_key AS person_key, sum(toInt64(b.workdays_before) - a.workdays_before) AS expected_since
FROM parts AS p
INNER JOIN current_workdays AS a ON a.calendar = p.calendar AND a.workdays = p.workdays AND a.date = p.part_from
INNER JOIN current_workdays AS b ON b.calendar = p.calendar AND b.workdays = p.workdays AND b.date = p.part_to
GROUP BY p.on_day, p.person_key
