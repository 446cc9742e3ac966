-- The records behind orphaned: those to hand over first, an owner's together.
CREATE OR REPLACE VIEW listed_orphaned AS
SELECT
  concat(transform(state, ['owner_gone', 'owner_not_eligible', 'without_owner'], ['0', '1', '2'], '3'),
    hex(sipHash64(owner_key)), ' ', object, '\t', record_id) AS place,
  multiIf(owner_eligible, 'owned', owner_key = '', 'without_owner', known_owner = '', 'owner_gone', 'owner_not_eligible') AS state,
  object, record_id, account_id, owner_key AS person_key, department, team
FROM standing_records(on = {on:Date})
WHERE is_open
  AND (empty({objects:Array(String)}) OR has({objects:Array(String)}, object))
  AND (empty({departments:Array(String)}) OR has({departments:Array(String)}, department))
  AND (empty({teams:Array(String)}) OR has({teams:Array(String)}, team))
  AND (empty({owners:Array(String)}) OR has({owners:Array(String)}, known_owner))
  AND (empty({people:Array(String)}) OR has({people:Array(String)}, owner_key))
