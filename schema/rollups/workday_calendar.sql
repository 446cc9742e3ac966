-- Workdays of every pattern of the roster, with a running count and the 56 days that end on each day.
INSERT INTO workday_calendar
WITH
  patterns AS (SELECT DISTINCT calendar, workdays FROM roster_rows),
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
  sum(is_workday) OVER so_far - is_workday AS workdays_before,
  -- Days lie on a ring of 64 bits; turning it puts the day itself at bit 55.
  bitRotateRight(groupBitOr(bitShiftLeft(toUInt64(is_workday), toUInt8(toUInt32(date) % 64))) OVER recent, toUInt8((toUInt32(date) + 9) % 64)) AS window
FROM marked
WINDOW
  so_far AS (PARTITION BY calendar, workdays ORDER BY date ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW),
  recent AS (PARTITION BY calendar, workdays ORDER BY date ROWS BETWEEN 55 PRECEDING AND CURRENT ROW)
