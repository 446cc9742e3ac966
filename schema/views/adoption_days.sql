-- adoption on every day of a range that has a snapshot: week ends, month ends and days that were asked for. A group is the
-- roster row that people hold on the day.
CREATE OR REPLACE VIEW adoption_days AS
WITH
  (SELECT target_adoption FROM current_settings) AS organisation_target,
  standing AS (
    SELECT s.on_day AS on_day, s.is_week_end AS is_week_end, s.is_month_end AS is_month_end, s.definition AS definition, s.state AS state, s.detail AS detail, f.target_adoption AS phase_target,
      s.department AS department, s.team AS team, s.role AS role, s.phase AS phase
    FROM (SELECT * FROM person_state FINAL WHERE on_day BETWEEN {from_date:Date} AND {to_date:Date}) AS s
    LEFT JOIN phase_targets AS f ON f.phase = s.phase
    WHERE (empty({departments:Array(String)}) OR has({departments:Array(String)}, s.department))
      AND (empty({teams:Array(String)}) OR has({teams:Array(String)}, s.team))
      AND (empty({roles:Array(String)}) OR has({roles:Array(String)}, s.role))
      AND (empty({phases:Array(String)}) OR has({phases:Array(String)}, s.phase))
      AND (empty({people:Array(String)}) OR has({people:Array(String)}, s.person_key))
  ),
  grouped AS (
    SELECT on_day, any(standing.is_week_end) AS ends_week, any(standing.is_month_end) AS ends_month,
      any(standing.definition) AS definition,
      multiIf({by:String} = 'none', '', {by:String} = 'department', department, {by:String} = 'team', team,
        {by:String} = 'role', role, {by:String} = 'phase', phase, toString(throwIf(1, 'unknown dimension'))) AS group,
      count() AS eligible,
      countIf(state != 'not_measured') AS measured,
      countIf(state = 'adopted') AS adopted,
      countIf(state = 'occasional') AS occasional,
      countIf(state = 'lapsed') AS lapsed,
      countIf(state = 'never_started') AS never_started,
      countIf(state = 'not_measured') AS not_measured,
      countIf(detail = 'on_leave') AS not_measured_on_leave,
      countIf(detail = 'too_early') AS not_measured_too_early,
      countIf(detail = 'too_few_workdays') AS not_measured_too_few_workdays,
      sumIf(phase_target, state != 'not_measured') AS phase_target_sum,
      countIf(phase_target IS NOT NULL AND state != 'not_measured') AS phase_target_people,
      any(phase_target) AS any_phase_target
    FROM standing
    GROUP BY on_day, group
  ),
  targeted AS (
    SELECT g.*,
      multiIf(
        {by:String} = 'department' AND d.target_adoption IS NOT NULL, (assumeNotNull(d.target_adoption)::UInt64, 1::UInt64),
        {by:String} = 'none' AND organisation_target IS NOT NULL, (assumeNotNull(organisation_target)::UInt64, 1::UInt64),
        {by:String} = 'phase' AND any_phase_target IS NOT NULL, (assumeNotNull(any_phase_target)::UInt64, 1::UInt64),
        phase_target_people > 0, (assumeNotNull(phase_target_sum)::UInt64, phase_target_people),
        organisation_target IS NOT NULL, (assumeNotNull(organisation_target)::UInt64, 1::UInt64),
        (0::UInt64, 0::UInt64)
      ) AS fraction
    FROM grouped AS g LEFT JOIN current_departments AS d ON d.department = g.group
  )
SELECT on_day, ends_week, ends_month, definition, group, eligible, measured, adopted, occasional, lapsed, never_started,
  not_measured, not_measured_on_leave, not_measured_too_early, not_measured_too_few_workdays,
  if(measured = 0, NULL, adopted / measured) AS rate,
  if(fraction.2 = 0, NULL, fraction.1 / fraction.2 / 10000) AS target,
  if(fraction.2 = 0, NULL, toUInt64(greatest(0, toInt64(intDiv(fraction.1 * measured + 10000 * fraction.2 - 1, 10000 * fraction.2)) - toInt64(adopted)))) AS people_gap
FROM targeted
