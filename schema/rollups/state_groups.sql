-- Counts the snapshots of some days by the smallest groups of people. Targets change with the program alone, as a lock takes what held,
-- and every program is followed by a restatement; so they stand here and no question looks them up.
INSERT INTO state_groups
WITH
  (SELECT (week_start + 5) % 7 + 1 FROM current_settings) AS week_end,
  (SELECT definition FROM state_rules) AS judged_by,
  (SELECT target_adoption FROM current_settings) AS organisation_target,
  counted AS (
    SELECT on_day, department, team, role, phase, any(is_week_end) AS ends_week, any(is_month_end) AS ends_month,
      any(definition) AS any_definition, count() AS people, countIf(state = 'adopted') AS adopted, countIf(state = 'occasional') AS occasional,
      countIf(state = 'lapsed') AS lapsed, countIf(state = 'never_started') AS never_started, countIf(detail = 'on_leave') AS on_leave,
      countIf(detail = 'too_early') AS too_early, countIf(detail = 'too_few_workdays') AS too_few_workdays
    FROM person_state FINAL
    WHERE on_day IN {ons:Array(Date)}
    GROUP BY on_day, department, team, role, phase
  )
SELECT c.on_day AS on_day, toUInt8(0) AS is_head, c.department AS department, c.team AS team, c.role AS role, c.phase AS phase,
  c.ends_week AS is_week_end, c.ends_month AS is_month_end, c.any_definition AS definition, c.people AS eligible, c.adopted AS adopted,
  c.occasional AS occasional, c.lapsed AS lapsed, c.never_started AS never_started, c.on_leave AS on_leave, c.too_early AS too_early,
  c.too_few_workdays AS too_few_workdays, organisation_target AS target_organisation, d.target_adoption AS target_department,
  f.target_adoption AS target_phase, {generation:UInt64} AS generation, toUInt8(0) AS gone
FROM counted AS c
LEFT JOIN current_departments AS d ON d.department = c.department
LEFT JOIN phase_targets AS f ON f.phase = c.phase
UNION ALL
SELECT arrayJoin({ons:Array(Date)}) AS on_day, 1, '', '', '', '', toDayOfWeek(on_day) = week_end, on_day = toLastDayOfMonth(on_day),
  ifNull(judged_by, ''), 0, 0, 0, 0, 0, 0, 0, 0, NULL, NULL, NULL, {generation:UInt64}, 0
