-- Workdays of every pattern of the roster, with a running count, so that any span is counted by two look-ups.
INSERT INTO workday_calendar
WITH
  patterns AS (SELECT DISTINCT calendar, workdays FROM person_segments WHERE generation = {generation:UInt64}),
  days AS (
    SELECT toDate('1970-01-01') + number AS date
    FROM numbers(toUInt64(dateDiff('day', toDate('1970-01-01'), {horizon:Date})))
  ),
  marked AS (
    SELECT calendar, workdays, date,
      bitTest(workdays, toDayOfWeek(date) - 1) AND (calendar, date) NOT IN (SELECT calendar, date FROM holidays) AS is_workday
    FROM patterns CROSS JOIN days
  )
SELECT {generation:UInt64} AS generation, calendar, workdays, date, is_workday,
  sum(is_workday) OVER (PARTITION BY calendar, workdays ORDER BY date) - is_workday AS workdays_before
FROM marked
