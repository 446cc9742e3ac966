-- Leaves of at least 20 days that would be expected without them, and until when nobody who took one can be lapsed.
INSERT INTO leave_shields
WITH
  workdays_of AS (SELECT calendar, workdays, date FROM workday_calendar WHERE generation = {generation:UInt64} AND is_workday),
  segments AS (SELECT * FROM person_segments WHERE generation = {generation:UInt64}),
  long AS (
    SELECT l.person_key AS person_key, l.from_date AS from_date, l.to_date AS to_date
    FROM merged_leaves(generation = {generation:UInt64}) AS l
    INNER JOIN segments AS s ON s.person_key = l.person_key
    INNER JOIN workdays_of AS w ON w.calendar = s.calendar AND w.workdays = s.workdays
    WHERE w.date BETWEEN l.from_date AND l.to_date AND s.eligible_from <= w.date AND w.date < s.eligible_to
    GROUP BY l.person_key, l.from_date, l.to_date
    HAVING count() >= 20
  ),
  back AS (
    SELECT l.person_key AS person_key, l.from_date AS from_date, groupArraySorted(6)(w.date) AS expected_days
    FROM long AS l
    INNER JOIN segments AS s ON s.person_key = l.person_key
    INNER JOIN workdays_of AS w ON w.calendar = s.calendar AND w.workdays = s.workdays
    WHERE w.date > l.to_date AND arrayExists(span -> span.1 <= w.date AND w.date < span.2, s.expected)
    GROUP BY l.person_key, l.from_date
  )
SELECT {generation:UInt64} AS generation, l.person_key AS person_key, l.from_date AS from_date,
  if(length(b.expected_days) = 6, b.expected_days[6], toDate('2149-06-06')) AS until_date
FROM long AS l LEFT JOIN back AS b ON b.person_key = l.person_key AND b.from_date = l.from_date
