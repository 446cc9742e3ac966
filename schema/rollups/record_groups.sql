-- Counts the open records at the end of a day by the smallest groups of their owners.
INSERT INTO record_groups
WITH
  (SELECT target_completeness FROM current_settings) AS organisation_target,
  by_owner AS (
    SELECT department, team, role, phase, owner_key,
      arraySort(groupArray((object, origin, owned, whole, score_sum, earlier))) AS lines
    FROM (
      SELECT department, team, role, phase, owner_key, object::String AS object, origin::String AS origin,
        count() AS owned, countIf(is_complete) AS whole, sum(score) AS score_sum, countIf(waiting) AS earlier
      FROM scored_records(on = {on:Date}, from_date = {on:Date}, basis = 'stock')
      GROUP BY department, team, role, phase, owner_key, object, origin
    )
    GROUP BY department, team, role, phase, owner_key
  ),
  counted AS (
    SELECT department, team, role, phase, arrayMap(line -> (line.1, line.2), lines) AS kinds, countIf(owner_key != '') AS owners,
      sumForEach(lines.3) AS records, sumForEach(lines.4) AS complete, sumForEach(lines.5) AS scores, sumForEach(lines.6) AS waiting
    FROM by_owner
    GROUP BY department, team, role, phase, kinds
  )
SELECT {on:Date} AS on_day, toUInt8(0) AS is_head, c.department AS department, c.team AS team, c.role AS role, c.phase AS phase,
  c.kinds AS kinds, c.owners AS owners, c.records AS records, c.complete AS complete, c.scores AS scores, c.waiting AS waiting,
  organisation_target AS target_organisation, d.target_completeness AS target_department, f.target_completeness AS target_phase,
  {generation:UInt64} AS generation, toUInt8(0) AS gone
FROM counted AS c
LEFT JOIN current_departments AS d ON d.department = c.department
LEFT JOIN phase_targets AS f ON f.phase = c.phase
UNION ALL
SELECT {on:Date}, 1, '', '', '', '', [], 0, [], [], [], [], NULL, NULL, NULL, {generation:UInt64}, 0
