-- People who cannot be lapsed on on_day: from the first day of a long leave until more than five expected days have passed since its last.
CREATE OR REPLACE VIEW back_from_leave AS
WITH
  asked AS (SELECT arrayJoin({ons:Array(Date)}) AS on_day),
  begun AS (SELECT on_day, person_key, to_date + 1 AS back_on FROM current_long_leaves CROSS JOIN asked WHERE from_date <= on_day),
  parts AS (
    SELECT l.on_day AS on_day, l.person_key AS person_key, l.back_on AS back_on, s.calendar AS calendar, s.workdays AS workdays,
      greatest(s.from_date, l.back_on) AS part_from, least(s.to_date, l.on_day + 1) AS part_to
    FROM begun AS l INNER JOIN current_expected AS s ON s.person_key = l.person_key
    WHERE greatest(s.from_date, l.back_on) < least(s.to_date, l.on_day + 1)
  ),
  counted AS (
    SELECT p.on_day AS on_day, p.person_key AS person_key, p.back_on AS back_on,
      sum(toInt64(b.workdays_before) - a.workdays_before) AS expected
    FROM parts AS p
    INNER JOIN current_workdays AS a ON a.calendar = p.calendar AND a.workdays = p.workdays AND a.date = p.part_from
    INNER JOIN current_workdays AS b ON b.calendar = p.calendar AND b.workdays = p.workdays AND b.date = p.part_to
    GROUP BY p.on_day, p.person_key, p.back_on
  )
SELECT DISTINCT l.on_day AS on_day, l.person_key AS person_key
FROM begun AS l LEFT JOIN counted AS c ON c.on_day = l.on_day AND c.person_key = l.person_key AND c.back_on = l.back_on
WHERE c.expected <= 5
