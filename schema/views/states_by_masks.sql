-- The state of every person eligible on on_day, per day asked for: exactly one, first match wins. masks: 'all' judges by every
-- value action, 'verified' by those that no standing flag is on.
CREATE OR REPLACE VIEW states_by_masks AS
WITH
  (SELECT (count(), arrayFlatten(groupArray(core_tasks))) FROM current_roles WHERE role = 'default') AS default_profile,
  shielded AS (
    SELECT DISTINCT arrayJoin(arrayFilter(day -> from_date <= day AND day < until_date, {ons:Array(Date)})) AS on_day, person_key
    FROM current_shields
  ),
  known AS (
    SELECT w.on_day AS on_day, w.person_key AS person_key, w.department AS department, w.team AS team, w.role AS role,
      w.manager_key AS manager_key, w.phase AS phase, w.start AS start, w.eligible_days AS eligible_days,
      w.expected_days AS expected_days, w.expected_without_leave AS expected_without_leave, w.active_mask AS active_mask,
      w.task_days AS task_days, w.last_active_on AS last_active_on, w.was_seen AS was_seen,
      r.role != '' OR default_profile.1 > 0 AS breadth_configured, if(r.role != '', r.core_tasks, default_profile.2) AS core_task_names,
      t.active_share AS active_share, t.blocks_required AS blocks_required, t.breadth_share AS breadth_share,
      t.lapsed_after AS lapsed_after, t.measured_blocks AS measured_blocks, t.measured_days AS measured_days, t.block_days AS block_days,
      s.expected_since AS expected_long_since, b.person_key != '' AS on_long_leave
    FROM window_by_masks(ons = {ons:Array(Date)}, masks = {masks:String}) AS w
    CROSS JOIN current_settings AS t
    LEFT JOIN current_roles AS r ON r.role = w.role AND r.role != 'default'
    LEFT JOIN expected_since_by_masks(ons = {ons:Array(Date)}, masks = {masks:String}) AS s ON s.on_day = w.on_day AND s.person_key = w.person_key
    LEFT JOIN shielded AS b ON b.on_day = w.on_day AND b.person_key = w.person_key
  ),
  -- Block 1 ends on on_day; block k is the seven bits from 56 - 7k on. Each step builds on the one before it.
  counted AS (
    SELECT *,
      arrayMap(k -> bitCount(bitAnd(bitShiftRight(expected_days, 56 - 7 * k), 127)), range(1, 9)) AS expected_in,
      arrayMap(k -> bitCount(bitAnd(bitShiftRight(active_mask, 56 - 7 * k), 127)), range(1, 9)) AS active_in,
      arrayMap(k -> bitCount(bitAnd(bitShiftRight(expected_without_leave, 56 - 7 * k), 127)), range(1, 9)) AS without_leave_in,
      toUInt16(bitCount(bitShiftRight(expected_days, 28))) AS expected_28,
      toUInt16(bitCount(bitShiftRight(active_mask, 28))) AS active_28,
      bitCount(bitShiftRight(expected_without_leave, 28)) AS without_leave_28,
      multiIf(
        last_active_on IS NULL, 0,
        last_active_on < on_day - 55, expected_long_since,
        bitCount(bitShiftRight(expected_days, toUInt8(greatest(0, dateDiff('day', on_day - 55, assumeNotNull(last_active_on)) + 1))))
      ) AS expected_since_active
    FROM known
  ),
  blocked AS (
    SELECT *,
      arraySlice(arrayFilter(k -> expected_in[k] >= block_days, range(1, 9)), 1, 4) AS window_blocks,
      least(arrayCount(k -> without_leave_in[k] >= block_days, range(1, 9)), 4) AS blocks_without_leave
    FROM counted
  ),
  windowed AS (
    SELECT *,
      toUInt8(length(window_blocks)) AS blocks,
      -- 0.4 × E rounded half up, in whole ten-thousandths.
      toUInt8(arrayCount(k -> active_in[k] >= greatest(1, intDiv(2 * active_share * expected_in[k] + 10000, 20000)), window_blocks)) AS blocks_regular,
      arrayFold((days, k) -> toUInt64(bitOr(days, bitShiftLeft(toUInt64(127), 56 - 7 * k))), window_blocks, toUInt64(0)) AS window_days,
      toUInt16(length(core_task_names)) AS core_tasks
    FROM blocked
  ),
  needed AS (
    SELECT *,
      toUInt8(if(blocks < 4, blocks, blocks_required)) AS blocks_needed,
      toUInt16(multiIf(NOT breadth_configured, 0, core_tasks < 2, core_tasks, greatest(2, intDiv(breadth_share * core_tasks + 9999, 10000)))) AS tasks_needed,
      arrayFilter(task -> bitAnd(bitAnd(task_days[task], eligible_days), window_days) != 0, core_task_names) AS tasks_done
    FROM windowed
  ),
  decided AS (
    SELECT *,
      multiIf(
        blocks < measured_blocks OR expected_28 < measured_days, 'not_measured',
        last_active_on IS NULL, 'never_started',
        expected_since_active >= lapsed_after AND NOT on_long_leave, 'lapsed',
        blocks_regular >= blocks_needed AND length(tasks_done) >= tasks_needed, 'adopted',
        'occasional'
      ) AS state
    FROM needed
  )
SELECT on_day, person_key, department, team, role, manager_key, phase, start, last_active_on, state,
  multiIf(
    state = 'not_measured' AND blocks_without_leave >= measured_blocks AND without_leave_28 >= measured_days, 'on_leave',
    state = 'not_measured' AND start <= on_day - 55, 'too_few_workdays',
    state = 'not_measured', 'too_early',
    state = 'never_started', if(was_seen, 'signs_in_only', 'never_signed_in'),
    ''
  ) AS detail,
  active_28 AS active_days, expected_28 AS expected_days, blocks, blocks_regular, blocks_needed,
  toUInt16(length(tasks_done)) AS core_tasks_done, core_tasks, tasks_needed, breadth_configured,
  arrayFilter(task -> NOT has(tasks_done, task), core_task_names) AS missing
FROM decided
