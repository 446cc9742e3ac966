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
  phased AS (
    SELECT h.*, f.phase AS phase, f.go_live AS go_live
    FROM held AS h CROSS JOIN current_phases AS f
    WHERE f.everyone OR has(f.departments, h.department) OR has(f.teams, h.team) OR has(f.roles, h.role)
      OR has(f.person_keys, h.person_key)
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
  )
SELECT {generation:UInt64} AS generation, person_key, piece_from AS valid_from, piece_to AS valid_to,
  -- In a gap the nearer row serves; on the day in the middle the later one does.
  if(previous_to = toDate(0), toDate(0), toDate(intDiv(toUInt32(previous_to) + toUInt32(piece_from), 2))) AS nearest_from,
  department, team, role, manager_key, kind,
  if(timezone = '', (SELECT timezone FROM current_settings), timezone) AS timezone, calendar, workdays, phase,
  if(countable AND may_from < may_to, may_from, piece_from) AS eligible_from,
  if(countable AND may_from < may_to, may_to, piece_from) AS eligible_to
FROM dated
