-- Flags on the value actions of some local days. people = [] rebuilds everyone; action_flags_gone takes back what is no more.
INSERT INTO action_flags (person_key, date, source, message_id, kind, event, object, record_id, task, evidence, generation, gone)
SELECT person_key, date, source, message_id, kind, event, object, record_id, task, evidence, {generation:UInt64} AS generation, toUInt8(0) AS gone
FROM flags_found(from_date = {from_date:Date}, to_date = {to_date:Date}, people = {people:Array(String)}, sieve = {sieve:UInt64})
