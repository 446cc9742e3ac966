-- Snapshots of everyone's state at period ends: what a trend reads and what a person was before.
INSERT INTO person_state
WITH (SELECT (week_start + 5) % 7 + 1 FROM current_settings) AS week_end
SELECT on_day AS period_end, person_key, toDayOfWeek(on_day) = week_end AS is_week_end, on_day = toLastDayOfMonth(on_day) AS is_month_end,
  state, detail, department, team, role, phase, {generation:UInt64} AS generation, toUInt8(0) AS gone
FROM person_states(ons = {ons:Array(Date)})
