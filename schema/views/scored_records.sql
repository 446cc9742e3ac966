-- Open records with at least one critical applicable field, at the instant that a basis judges them at: whether every such field is
-- ok, and the score, 0-1.
CREATE OR REPLACE VIEW scored_records AS
SELECT object, record_id, valid_from, origin, owner_key, known_owner, stored_editor, department, team, role, phase, waiting,
  arrayAll(rule -> NOT rule.critical OR rule.state = 1, rules) AS is_complete,
  arraySum(rule -> if(rule.state = 1, rule.weight, 0), rules) / arraySum(rule -> rule.weight, rules) AS score
FROM records_judged(on = {on:Date}, from_date = {from_date:Date}, basis = {basis:String})
WHERE is_open AND arrayExists(rule -> rule.critical, rules)
