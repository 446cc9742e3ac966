-- The roster as segments that never overlap: on every day the row that starts latest holds, of those the later line.
INSERT INTO person_segments
WITH
  points AS (
    SELECT person_key, arraySort(arrayDistinct(arrayConcat(groupArray(valid_from), groupArray(valid_to)))) AS days
    FROM roster_rows
    WHERE valid_from < valid_to
    GROUP BY person_key
  ),
  pieces AS (
    SELECT person_key, days[i] AS piece_from, days[i + 1] AS piece_to
    FROM points ARRAY JOIN range(1, length(days)) AS i
  ),
  held AS (
    SELECT p.person_key AS person_key, piece_from, piece_to, r.valid_from AS row_from, r.line AS row_line, department, team, role, manager_key,
      kind, timezone, calendar, workdays, licensed_from, licensed_to
    FROM pieces AS p INNER JOIN roster_rows AS r ON r.person_key = p.person_key
    WHERE r.valid_from <= piece_from AND piece_to <= r.valid_to
    ORDER BY row_from DESC, row_line DESC
    LIMIT 1 BY person_key, piece_from
  ),
  further_ids AS (
    SELECT person_key, groupArray(alias_key) AS keys FROM alias_map WHERE generation = {generation:UInt64} GROUP BY person_key
  ),
  named AS (SELECT h.*, i.keys AS further_keys FROM held AS h LEFT JOIN further_ids AS i ON i.person_key = h.person_key),
  phased AS (
    SELECT h.person_key AS person_key, h.piece_from AS piece_from, f.phase AS phase, f.go_live AS go_live
    FROM named AS h CROSS JOIN current_phases AS f
    WHERE f.everyone OR has(f.departments, h.department) OR has(f.teams, h.team) OR has(f.roles, h.role)
      OR has(f.person_keys, h.person_key) OR hasAny(f.person_keys, h.further_keys)
    ORDER BY f.go_live, f.ordinal
    LIMIT 1 BY person_key, piece_from
  ),
  dated AS (
    SELECT h.*, p.phase AS phase, p.phase != '' AND h.kind = 'human' AS countable,
      greatest(h.piece_from, h.licensed_from, p.go_live) AS may_from,
      least(h.piece_to, h.licensed_to) AS may_to,
      lagInFrame(h.piece_to, 1, toDate(0)) OVER (
        PARTITION BY h.person_key ORDER BY h.piece_from ROWS BETWEEN 1 PRECEDING AND CURRENT ROW
      ) AS previous_to
    FROM held AS h LEFT JOIN phased AS p ON p.person_key = h.person_key AND p.piece_from = h.piece_from
  ),
  placed AS (
    SELECT *, countable AND may_from < may_to AS has_days,
      if(has_days, may_from, piece_from) AS first_eligible, if(has_days, may_to, piece_from) AS end_eligible
    FROM dated
  ),
  begun AS (
    SELECT person_key, piece_from,
      first_eligible != lagInFrame(end_eligible, 1, toDate(0)) OVER (
        PARTITION BY person_key ORDER BY piece_from ROWS BETWEEN 1 PRECEDING AND CURRENT ROW
      ) AS begins, first_eligible
    FROM placed
    WHERE has_days
  ),
  runs AS (
    SELECT person_key, piece_from, max(if(begins, first_eligible, toDate(0))) OVER (
        PARTITION BY person_key ORDER BY piece_from ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS run_from
    FROM begun
  ),
  away AS (
    SELECT person_key, arraySort(groupArray((from_date, to_date + 1))) AS leaves
    FROM merged_leaves(generation = {generation:UInt64})
    GROUP BY person_key
  )
SELECT {generation:UInt64} AS generation, p.person_key AS person_key, p.piece_from AS valid_from, p.piece_to AS valid_to,
  -- In a gap the nearer row serves; on the day in the middle the later one does.
  if(p.previous_to = toDate(0), toDate(0), toDate(intDiv(toUInt32(p.previous_to) + toUInt32(p.piece_from), 2))) AS nearest_from,
  p.department AS department, p.team AS team, p.role AS role, p.manager_key AS manager_key, p.kind AS kind,
  if(p.timezone = '', (SELECT timezone FROM current_settings), p.timezone) AS timezone, p.calendar AS calendar, p.workdays AS workdays,
  p.phase AS phase, p.first_eligible AS eligible_from, p.end_eligible AS eligible_to, r.run_from AS run_from,
  arrayFilter(
    span -> span.1 < span.2,
    arrayMap(
      (a, b) -> (greatest(a, eligible_from), least(b, eligible_to)),
      arrayConcat([eligible_from], w.leaves.2),
      arrayConcat(w.leaves.1, [eligible_to])
    )
  ) AS expected
FROM placed AS p
LEFT JOIN runs AS r ON r.person_key = p.person_key AND r.piece_from = p.piece_from
LEFT JOIN away AS w ON w.person_key = p.person_key
