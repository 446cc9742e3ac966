-- Keeps what was told about the days that somebody was shown, before they are restated for the first time.
INSERT INTO published_states (on_day, step, person_key, department, team, role, phase, state, definition)
SELECT on_day, 4 * {generation:UInt64} AS step, person_key, department, team, role, phase, state, definition
FROM person_state FINAL
WHERE on_day >= {from_day:Date} AND on_day IN (SELECT on_day FROM shown_days)
  AND on_day NOT IN (SELECT on_day FROM published_states WHERE on_day >= {from_day:Date})
