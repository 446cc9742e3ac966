-- Snapshots of people's states on some days: what every people measure reads. people = [] takes everyone, idle_after another day than
-- the first of all takes those without a value day in the 56 days after it: on later days nobody else's state reaches back that far.
INSERT INTO person_state
WITH
  (SELECT (week_start + 5) % 7 + 1 FROM current_settings) AS week_end,
  (SELECT definition FROM state_rules) AS judged_by,
  (SELECT rules FROM state_rules) AS judged_by_rules
SELECT on_day, person_key, toDayOfWeek(on_day) = week_end AS is_week_end, on_day = toLastDayOfMonth(on_day) AS is_month_end,
  department, team, role, manager_key, phase, start, last_active_on, state, detail, active_days, expected_days, blocks, blocks_regular,
  blocks_needed, core_tasks_done, core_tasks, tasks_needed, breadth_configured, missing, {generation:UInt64} AS generation, toUInt8(0) AS gone,
  ifNull(judged_by, '') AS definition, ifNull(judged_by_rules, 0) AS rules
FROM person_states(ons = {ons:Array(Date)})
WHERE (empty({people:Array(String)}) OR person_key IN {people:Array(String)})
  AND ({idle_after:Date} = toDate(0) OR person_key NOT IN (
    SELECT person_key FROM person_months FINAL
    WHERE month BETWEEN toStartOfMonth({idle_after:Date}) AND {idle_after:Date} + 56
      AND bitAnd(
        toUInt64(value_days),
        bitShiftLeft(toUInt64(1), toUInt8(least(31, greatest(0, dateDiff('day', month, {idle_after:Date} + 57)))))
          - bitShiftLeft(toUInt64(1), toUInt8(least(31, greatest(0, dateDiff('day', month, {idle_after:Date} + 1)))))
      ) != 0
  ))
