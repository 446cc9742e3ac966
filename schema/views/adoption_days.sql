-- adoption on every day of a range that has a snapshot: week ends, month ends and days that were asked for. A group is the
-- roster row that people hold on the day. Everyone is counted by day already; people of one's own are counted here.
CREATE OR REPLACE VIEW adoption_days AS
WITH
  held AS (
    SELECT *, max(generation) OVER (PARTITION BY on_day) AS newest
    FROM state_groups
    WHERE on_day BETWEEN {from_date:Date} AND {to_date:Date}
  ),
  counted AS (
    SELECT on_day, is_week_end, is_month_end, definition, department, team, role, phase, eligible, adopted, occasional, lapsed, never_started,
      on_leave, too_early, too_few_workdays, target_organisation, target_department, target_phase
    FROM held
    WHERE empty({people:Array(String)}) AND generation = newest AND NOT is_head
    UNION ALL
    SELECT p.on_day, p.is_week_end, p.is_month_end, p.definition, p.department, p.team, p.role, p.phase, 1, p.state = 'adopted',
      p.state = 'occasional', p.state = 'lapsed', p.state = 'never_started', p.detail = 'on_leave', p.detail = 'too_early',
      p.detail = 'too_few_workdays', h.target_organisation, h.target_department, h.target_phase
    FROM (
      SELECT * FROM person_state FINAL
      WHERE notEmpty({people:Array(String)}) AND on_day BETWEEN {from_date:Date} AND {to_date:Date} AND has({people:Array(String)}, person_key)
    ) AS p
    LEFT JOIN (SELECT * FROM held WHERE notEmpty({people:Array(String)}) AND generation = newest AND NOT is_head) AS h
      ON h.on_day = p.on_day AND h.department = p.department AND h.team = p.team AND h.role = p.role AND h.phase = p.phase
  ),
  grouped AS (
    SELECT on_day, any(c.is_week_end) AS ends_week, any(c.is_month_end) AS ends_month, any(c.definition) AS definition,
      multiIf({by:String} = 'none', '', {by:String} = 'department', department, {by:String} = 'team', team,
        {by:String} = 'role', role, {by:String} = 'phase', phase, toString(throwIf(1, 'unknown dimension'))) AS group,
      sum(c.eligible) AS eligible, toUInt64(eligible - not_measured) AS measured, sum(c.adopted) AS adopted, sum(c.occasional) AS occasional,
      sum(c.lapsed) AS lapsed, sum(c.never_started) AS never_started, sum(c.on_leave) AS not_measured_on_leave,
      sum(c.too_early) AS not_measured_too_early, sum(c.too_few_workdays) AS not_measured_too_few_workdays,
      not_measured_on_leave + not_measured_too_early + not_measured_too_few_workdays AS not_measured,
      any(c.target_organisation) AS organisation_target, any(c.target_department) AS department_target, any(c.target_phase) AS phase_target,
      sum(toUInt64(c.eligible - c.on_leave - c.too_early - c.too_few_workdays) * c.target_phase) AS phase_target_sum,
      sumIf(toUInt64(c.eligible - c.on_leave - c.too_early - c.too_few_workdays), c.target_phase IS NOT NULL) AS phase_target_people
    FROM counted AS c
    WHERE (empty({departments:Array(String)}) OR has({departments:Array(String)}, department))
      AND (empty({teams:Array(String)}) OR has({teams:Array(String)}, team))
      AND (empty({roles:Array(String)}) OR has({roles:Array(String)}, role))
      AND (empty({phases:Array(String)}) OR has({phases:Array(String)}, phase))
    GROUP BY on_day, group
  ),
  targeted AS (
    SELECT *,
      multiIf(
        {by:String} = 'department' AND department_target IS NOT NULL, (assumeNotNull(department_target)::UInt64, 1::UInt64),
        {by:String} = 'none' AND organisation_target IS NOT NULL, (assumeNotNull(organisation_target)::UInt64, 1::UInt64),
        {by:String} = 'phase' AND phase_target IS NOT NULL, (assumeNotNull(phase_target)::UInt64, 1::UInt64),
        phase_target_people > 0, (assumeNotNull(phase_target_sum)::UInt64, phase_target_people),
        organisation_target IS NOT NULL, (assumeNotNull(organisation_target)::UInt64, 1::UInt64),
        (0::UInt64, 0::UInt64)
      ) AS fraction
    FROM grouped
  )
SELECT on_day, ends_week, ends_month, definition, group, eligible, measured, adopted, occasional, lapsed, never_started,
  not_measured, not_measured_on_leave, not_measured_too_early, not_measured_too_few_workdays,
  if(measured = 0, NULL, adopted / measured) AS rate,
  if(fraction.2 = 0, NULL, fraction.1 / fraction.2 / 10000) AS target,
  if(fraction.2 = 0, NULL, toUInt64(greatest(0, toInt64(intDiv(fraction.1 * measured + 10000 * fraction.2 - 1, 10000 * fraction.2)) - toInt64(adopted)))) AS people_gap
FROM targeted
