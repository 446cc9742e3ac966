-- pulse on a date: how those who lead use the CRM themselves, beside the adoption of those they lead. A manager leads everyone
-- below; a sponsor, the owner of a phase, leads the people of the phase. A service account leads nobody.
CREATE OR REPLACE VIEW pulse AS
WITH
  standing AS (SELECT person_key, phase, state, active_days, expected_days, last_active_on FROM person_state FINAL WHERE on_day = {on:Date}),
  owned AS (
    SELECT f.phase AS phase, if(a.person_key = '', f.owner_key, a.person_key) AS owner
    FROM current_phases AS f LEFT JOIN current_aliases AS a ON a.alias_key = f.owner_key
    WHERE f.owner_key != ''
  ),
  chained AS (SELECT person_key, manager_key FROM manager_chains(on = {on:Date})),
  led AS (
    SELECT 'manager' AS kind, manager_key AS leader, person_key FROM chained
    UNION ALL
    SELECT DISTINCT 'sponsor', o.owner, s.person_key FROM owned AS o INNER JOIN standing AS s ON s.phase = o.phase WHERE s.person_key != o.owner
  ),
  leaders AS (SELECT DISTINCT kind, leader FROM led UNION DISTINCT SELECT 'sponsor', owner FROM owned),
  teams AS (
    SELECT l.kind AS kind, l.leader AS leader, countIf(s.state != 'not_measured') AS measured, countIf(s.state = 'adopted') AS adopted
    FROM led AS l INNER JOIN standing AS s ON s.person_key = l.person_key
    WHERE empty({people:Array(String)}) OR has({people:Array(String)}, l.person_key)
    GROUP BY kind, leader
  ),
  used AS (
    SELECT w.person_key AS person_key, w.expected_days AS expected_mask, e.expected_since AS expected_long_since
    FROM person_window(ons = [{on:Date}]) AS w LEFT JOIN expected_since(ons = [{on:Date}]) AS e ON e.person_key = w.person_key
  )
SELECT l.leader AS group, l.kind AS kind, nullIf(s.state, '') AS state, s.active_days AS active_days, s.expected_days AS expected_days,
  s.last_active_on AS last_active_on,
  multiIf(
    s.last_active_on IS NULL, NULL,
    s.last_active_on < toDate({on:Date}) - 55, toUInt32(u.expected_long_since),
    toUInt32(bitCount(bitShiftRight(u.expected_mask, toUInt8(greatest(0, dateDiff('day', toDate({on:Date}) - 55, assumeNotNull(s.last_active_on)) + 1)))))
  ) AS expected_days_since,
  t.measured AS measured, t.adopted AS adopted, if(t.measured = 0, NULL, t.adopted / t.measured) AS rate
FROM leaders AS l
INNER JOIN (SELECT * FROM current_segments WHERE kind = 'human' AND valid_from <= {on:Date} AND {on:Date} < valid_to) AS h ON h.person_key = l.leader
LEFT JOIN standing AS s ON s.person_key = l.leader
LEFT JOIN used AS u ON u.person_key = l.leader
LEFT JOIN teams AS t ON t.leader = l.leader AND t.kind = l.kind
WHERE (empty({departments:Array(String)}) OR has({departments:Array(String)}, h.department))
  AND (empty({teams:Array(String)}) OR has({teams:Array(String)}, h.team))
  AND (empty({roles:Array(String)}) OR has({roles:Array(String)}, h.role))
  AND (empty({phases:Array(String)}) OR has({phases:Array(String)}, h.phase))
  AND (empty({people:Array(String)}) OR has({people:Array(String)}, l.leader))
