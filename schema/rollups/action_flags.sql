-- Flags on the value actions of some local months. people = [] rebuilds everyone; action_flags_gone takes back what is no more.
INSERT INTO action_flags (person_key, date, source, message_id, kind, event, object, record_id, task, evidence, generation, gone)
SELECT person_key, date, source, message_id, kind, event, object, record_id, task, evidence, {generation:UInt64} AS generation, toUInt8(0) AS gone
FROM flags_found(from_date = {month_from:Date}, to_date = toLastDayOfMonth({month_to:Date}), people = {people:Array(String)})
