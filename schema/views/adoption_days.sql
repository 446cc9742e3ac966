-- adoption on every day of a range that has a snapshot: week ends, month ends and days that were asked for. A group is the
-- roster row that people hold on the day. Everyone is counted by day already; own people are counted here. One statement
-- answers several splits, such as by none and by department: planning it costs more than reading.
CREATE OR REPLACE VIEW adoption_days AS
WITH
  held AS (
    SELECT on_day, is_week_end, is_month_end, definition, department, team, role, phase, eligible, adopted, occasional, lapsed, never_started,
      on_leave, too_early, too_few_workdays, target_organisation, target_department, target_phase,
      is_head, generation, max(generation) OVER (PARTITION BY on_day) AS newest
    FROM state_groups
    WHERE on_day BETWEEN {from_date:Date} AND {to_date:Date}
  ),
  counted AS (
    SELECT on_day, is_week_end, is_month_end, definition, department, team, role, phase, eligible, adopted, occasional, lapsed, never_started,
      on_leave, too_early, too_few_workdays, toUInt64(eligible - on_leave - too_early - too_few_workdays) AS measured,
      target_organisation, target_department, target_phase
    FROM held
    WHERE empty({people:Array(String)}) AND generation = newest AND NOT is_head
    -- For own people:
    UNION ALL
    SELECT p.on_day, p.is_week_end, p.is_month_end, p.definition, p.department, p.team, p.role, p.phase, 1, p.state = 'adopted',
      p.state = 'occasional', p.state = 'lapsed', p.state = 'never_started', p.detail = 'on_leave', p.detail = 'too_early',
      p.detail = 'too_few_workdays', p.state != 'not_measured', h.target_organisation, h.target_department, h.target_phase
    FROM (
      SELECT on_day, is_week_end, is_month_end, definition, department, team, role, phase, state, detail FROM person_state FINAL
      WHERE notEmpty({people:Array(String)}) AND on_day BETWEEN {from_date:Date} AND {to_date:Date} AND has({people:Array(String)}, person_key)
    ) AS p
    LEFT JOIN (SELECT * FROM held WHERE notEmpty({people:Array(String)}) AND generation = newest AND NOT is_head) AS h
      ON h.on_day = p.on_day AND h.department = p.department AND h.team = p.team AND h.role = p.role AND h.phase = p.phase
    -- For everyone again:
  ),
  grouped AS (
    SELECT on_day, split, multiIf(split = 'department', department, split = 'team', team, split = 'role', role, split = 'phase', phase, '') AS group,
      any(c.is_week_end) AS ends_week, any(c.is_month_end) AS ends_month, any(c.definition) AS definition,
      sum(c.eligible) AS eligible, sum(c.measured) AS measured, sum(c.adopted) AS adopted, sum(c.occasional) AS occasional,
      sum(c.lapsed) AS lapsed, sum(c.never_started) AS never_started, sum(c.on_leave) AS not_measured_on_leave,
      sum(c.too_early) AS not_measured_too_early, sum(c.too_few_workdays) AS not_measured_too_few_workdays,
      any(c.target_organisation) AS organisation_target,
      multiIf(split = 'department', any(c.target_department), split = 'phase', any(c.target_phase), split = 'none', organisation_target, NULL) AS own_target,
      sum(c.measured * c.target_phase) AS phase_target_sum, sumIf(c.measured, c.target_phase IS NOT NULL) AS phase_target_people
    FROM counted AS c ARRAY JOIN {splits:Array(String)} AS split
    WHERE NOT throwIf(NOT hasAll(['none', 'department', 'team', 'role', 'phase'], {splits:Array(String)}), 'unknown dimension')
      AND (empty({departments:Array(String)}) OR has({departments:Array(String)}, department))
      AND (empty({teams:Array(String)}) OR has({teams:Array(String)}, team))
      AND (empty({roles:Array(String)}) OR has({roles:Array(String)}, role))
      AND (empty({phases:Array(String)}) OR has({phases:Array(String)}, phase))
    GROUP BY on_day, split, group
  ),
  -- In whole ten-thousandths, as a fraction: the own target, else the mean of the phases, else that of the organisation.
  coalesce(own_target, if(phase_target_people > 0, NULL, organisation_target)) AS one_target,
  toUInt64(coalesce(one_target, phase_target_sum, 0)) AS target_sum,
  if(one_target IS NULL, phase_target_people, 1) AS target_people
SELECT on_day, ends_week, ends_month, definition, split, group, eligible, measured, adopted, occasional, lapsed, never_started,
  toUInt64(eligible - measured) AS not_measured, not_measured_on_leave, not_measured_too_early, not_measured_too_few_workdays,
  if(measured = 0, NULL, adopted / measured) AS rate,
  if(target_people = 0, NULL, target_sum / target_people / 10000) AS target,
  if(target_people = 0, NULL, toUInt64(greatest(0, toInt64(intDiv(target_sum * measured + 10000 * target_people - 1, 10000 * target_people)) - toInt64(adopted)))) AS people_gap
FROM grouped
