-- Leaves of at least 20 days that would be expected without them.
INSERT INTO long_leaves
WITH parts AS (
  SELECT l.person_key AS person_key, l.from_date AS from_date, l.to_date AS to_date, s.calendar AS calendar, s.workdays AS workdays,
    greatest(l.from_date, s.eligible_from) AS part_from, least(l.to_date + 1, s.eligible_to) AS part_to
  FROM merged_leaves AS l INNER JOIN person_segments AS s ON s.person_key = l.person_key
  WHERE s.generation = {generation:UInt64} AND greatest(l.from_date, s.eligible_from) < least(l.to_date + 1, s.eligible_to)
)
SELECT {generation:UInt64} AS generation, p.person_key AS person_key, p.from_date AS from_date, p.to_date AS to_date
FROM parts AS p
INNER JOIN workday_calendar AS a ON a.calendar = p.calendar AND a.workdays = p.workdays AND a.date = p.part_from
INNER JOIN workday_calendar AS b ON b.calendar = p.calendar AND b.workdays = p.workdays AND b.date = least(p.part_to, {horizon:Date} - 1)
WHERE a.generation = {generation:UInt64} AND b.generation = {generation:UInt64}
GROUP BY p.person_key, p.from_date, p.to_date
HAVING sum(toInt64(b.workdays_before) - a.workdays_before) >= 20
