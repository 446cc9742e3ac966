-- Expected and active days of people in every week or month that ends in a range, for those eligible on one of its days.
CREATE OR REPLACE VIEW person_periods AS
WITH
  (SELECT (week_start + 5) % 7 + 1 FROM current_settings) AS week_end,
  arrayFilter(
    day -> if({grain:String} = 'month', day = toLastDayOfMonth(day), toDayOfWeek(day) = week_end),
    arrayMap(n -> toDate({from_date:Date}) + n, range(toUInt64(greatest(0, dateDiff('day', toDate({from_date:Date}), toDate({to_date:Date})) + 1))))
  ) AS ends,
  touching AS (
    SELECT
      arrayJoin(arrayFilter(
        day -> eligible_from <= day AND eligible_to > if({grain:String} = 'month', toStartOfMonth(day), day - 6) AND eligible_from < eligible_to, ends
      )) AS period,
      if({grain:String} = 'month', toStartOfMonth(period), period - 6) AS first_day,
      toUInt8(dateDiff('day', first_day, period) + 1) AS days,
      person_key, calendar, workdays, eligible_from, eligible_to, expected
    FROM current_segments
  ),
  -- Bit 0 is the first day of the period. A half-open span as bits is 2^end - 2^start, both drawn to the edges.
  spanned AS (
    SELECT period, days, person_key, calendar, workdays,
      bitShiftLeft(toUInt64(1), toUInt8(least(days, greatest(0, dateDiff('day', first_day, eligible_to)))))
        - bitShiftLeft(toUInt64(1), toUInt8(least(days, greatest(0, dateDiff('day', first_day, eligible_from))))) AS eligible_bits,
      arraySum(
        span -> bitShiftLeft(toUInt64(1), toUInt8(least(days, greatest(0, dateDiff('day', first_day, span.2)))))
          - bitShiftLeft(toUInt64(1), toUInt8(least(days, greatest(0, dateDiff('day', first_day, span.1))))),
        expected
      ) AS present_bits
    FROM touching
  ),
  here AS (
    SELECT s.period AS period, s.person_key AS person_key, groupBitOr(toUInt64(s.eligible_bits)) AS eligible_mask,
      groupBitOr(bitAnd(toUInt64(s.present_bits), bitShiftRight(w.window, toUInt8(56 - s.days)))) AS expected_mask
    FROM spanned AS s
    INNER JOIN current_workdays AS w ON w.calendar = s.calendar AND w.workdays = s.workdays AND w.date = s.period
    GROUP BY s.period, s.person_key
  ),
  -- A mask of a month moves onto the days of the period by one shift; days outside are cut off where the masks meet.
  months AS (
    SELECT
      arrayJoin(arrayFilter(
        day -> month <= day AND toLastDayOfMonth(month) >= if({grain:String} = 'month', toStartOfMonth(day), day - 6), ends
      )) AS period,
      if({grain:String} = 'month', toStartOfMonth(period), period - 6) AS first_day,
      person_key,
      bitShiftRight(
        bitShiftLeft(toUInt64(value_days), toUInt8(greatest(0, dateDiff('day', first_day, month)))),
        toUInt8(greatest(0, dateDiff('day', month, first_day)))
      ) AS value_mask
    FROM person_months FINAL
    WHERE month BETWEEN toStartOfMonth(toDate({from_date:Date}) - 31) AND {to_date:Date}
  ),
  activity AS (SELECT period, person_key, groupBitOr(value_mask) AS value_mask FROM months GROUP BY period, person_key)
SELECT h.period AS period, h.person_key AS person_key,
  toUInt8(bitCount(h.expected_mask)) AS expected_days,
  toUInt8(bitCount(bitAnd(a.value_mask, h.eligible_mask))) AS active_days
FROM here AS h LEFT JOIN activity AS a ON a.period = h.period AND a.person_key = h.person_key
