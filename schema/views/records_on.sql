-- Records that are not deleted, as they stood at the end of {on} in the zone of the program: their owner resolved, and beside
-- each the rules that apply to it with the state of the field.
CREATE OR REPLACE VIEW records_on AS
SELECT object, record_id, owner_key, known_owner, account_id, department, team, role, phase, owner_eligible, is_open, waiting, rules
FROM records_judged(on = {on:Date}, from_date = {on:Date}, basis = 'stock')
