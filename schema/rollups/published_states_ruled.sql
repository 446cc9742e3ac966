-- Keeps how the days that were told about stand before ({edge} 1) and after ({edge} 2) other rules hold.
INSERT INTO published_states (on_day, step, person_key, department, team, role, phase, state, definition)
SELECT on_day, 4 * {generation:UInt64} + {edge:UInt8} AS step, person_key, department, team, role, phase, state, definition
FROM person_state FINAL
WHERE on_day IN (SELECT on_day FROM published_states)
