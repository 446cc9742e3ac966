-- How far people had come by a date. The clock of a day is the number of expected days before it since start, so the first
-- expected day is 0. Of each person the latest stay counts: the days from start to the last eligible day, or to the date.
CREATE OR REPLACE VIEW value_clocks AS
WITH
  stays AS (
    SELECT person_key, argMax(department, eligible_from) AS department, argMax(team, eligible_from) AS team,
      argMax(role, eligible_from) AS role, argMax(phase, eligible_from) AS phase, argMax(run_from, eligible_from) AS start,
      least({on:Date}, max(eligible_to) - 1) AS last_day
    FROM current_segments
    WHERE eligible_from < eligible_to AND eligible_from <= {on:Date}
      AND (empty({people:Array(String)}) OR has({people:Array(String)}, person_key))
    GROUP BY person_key
  ),
  signs AS (
    SELECT person_key, month AS first_day, toUInt64(value_days) AS days, 0 AS is_adopted FROM person_months FINAL WHERE month <= {on:Date}
    UNION ALL
    SELECT person_key, on_day, 1, 1 FROM person_state FINAL WHERE is_week_end AND on_day <= {on:Date} AND state = 'adopted'
  ),
  -- Every day of a stay is eligible, so a value day in it is an active day.
  within AS (
    SELECT s.person_key AS person_key, s.department AS department, s.team AS team, s.role AS role, s.phase AS phase,
      s.start AS start, s.last_day AS last_day, g.first_day AS first_day, g.is_adopted AS is_adopted,
      bitAnd(
        g.days,
        bitShiftLeft(toUInt64(1), toUInt8(least(31, greatest(0, dateDiff('day', g.first_day, s.last_day + 1)))))
          - bitShiftLeft(toUInt64(1), toUInt8(least(31, greatest(0, dateDiff('day', g.first_day, s.start)))))
      ) AS days_within
    FROM stays AS s LEFT JOIN signs AS g ON g.person_key = s.person_key
  ),
  reached AS (
    SELECT person_key, any(department) AS last_department, any(team) AS last_team, any(role) AS last_role, any(phase) AS last_phase,
      any(start) AS stay_from, any(last_day) AS stay_to,
      -- The lowest bit set is as high as there are bits below it.
      minIf(first_day + bitCount(bitAnd(bitNot(days_within), days_within - 1)), days_within != 0 AND NOT is_adopted) AS active_on,
      minIf(first_day, days_within != 0 AND is_adopted) AS adopted_on
    FROM within
    GROUP BY person_key
  ),
  -- Workdays of a span are those before its end less those before its start. The first edge says that the person is there.
  edged AS (
    SELECT r.person_key AS person_key, r.last_department AS department, r.last_team AS team, r.last_role AS role, r.last_phase AS phase,
      r.active_on AS active_on, r.adopted_on AS adopted_on, g.calendar AS calendar, g.workdays AS workdays,
      arrayJoin(arrayConcat(
        [('', g.eligible_from, 0)],
        arrayFlatten(arrayMap(
          mark -> arrayMap(
            span -> [(mark.1, span.1, -1), (mark.1, least(span.2, mark.2), 1)],
            arrayFilter(span -> span.1 < mark.2, g.expected)
          ),
          [('active', r.active_on), ('adopted', r.adopted_on), ('last', r.stay_to)]
        ))
      )) AS edge
    FROM reached AS r INNER JOIN current_segments AS g ON g.person_key = r.person_key
    WHERE g.run_from = r.stay_from AND g.eligible_from < g.eligible_to AND g.eligible_from <= r.stay_to
  )
SELECT e.person_key AS person_key, any(e.department) AS department, any(e.team) AS team, any(e.role) AS role, any(e.phase) AS phase,
  -- Day zero stands for never; no event is that old.
  if(any(e.active_on) = toDate(0), NULL, toUInt64(sumIf(e.edge.3 * toInt64(w.workdays_before), e.edge.1 = 'active'))) AS active_at,
  if(any(e.adopted_on) = toDate(0), NULL, toUInt64(sumIf(e.edge.3 * toInt64(w.workdays_before), e.edge.1 = 'adopted'))) AS adopted_at,
  toUInt64(sumIf(e.edge.3 * toInt64(w.workdays_before), e.edge.1 = 'last')) AS followed_to
FROM edged AS e
INNER JOIN current_workdays AS w ON w.calendar = e.calendar AND w.workdays = e.workdays AND w.date = e.edge.2
GROUP BY e.person_key
