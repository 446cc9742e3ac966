-- orphaned at the end of a date, by none, object, department of the owner or owner.
CREATE OR REPLACE VIEW orphaned AS
SELECT
  multiIf({by:String} = 'none', '', {by:String} = 'object', object, {by:String} = 'department', department,
    {by:String} = 'owner', known_owner, toString(throwIf(1, 'unknown dimension'))) AS group,
  count() AS records,
  countIf(NOT owner_eligible) AS orphaned,
  countIf(owner_key = '') AS without_owner,
  countIf(owner_key != '' AND known_owner = '') AS owner_gone,
  countIf(known_owner != '' AND NOT owner_eligible) AS owner_not_eligible,
  if(records = 0, NULL, orphaned / records) AS rate,
  uniqExactIf(owner_key, owner_key != '') AS owners
FROM standing_records(on = {on:Date})
WHERE is_open
  AND (empty({objects:Array(String)}) OR has({objects:Array(String)}, object))
  AND (empty({departments:Array(String)}) OR has({departments:Array(String)}, department))
  AND (empty({people:Array(String)}) OR has({people:Array(String)}, owner_key))
GROUP BY group
