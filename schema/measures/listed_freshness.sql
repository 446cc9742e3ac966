-- The records behind freshness: stale ones by tier, longest untouched first.
CREATE OR REPLACE VIEW listed_freshness AS
SELECT
  concat(if(is_fresh, '1', '0'), account_tier, leftPad(toString(toUInt16(touched_on)), 5, '0'), ' ', object, '\t', record_id) AS place,
  multiIf(is_fresh, 'fresh', touched_on > toDate(0), 'stale', 'never_touched') AS state,
  object, record_id, account_id, owner AS person_key, owner_department AS department, owner_team AS team, account_tier AS tier,
  if(touched_on > toDate(0), touched_on, NULL) AS last_touch_on
FROM dated_records(
  on = {on:Date}, objects = {objects:Array(String)}, departments = {departments:Array(String)}, people = {people:Array(String)}
)
WHERE (empty({teams:Array(String)}) OR has({teams:Array(String)}, owner_team))
  AND (empty({tiers:Array(String)}) OR has({tiers:Array(String)}, account_tier))
  AND (empty({owners:Array(String)}) OR has({owners:Array(String)}, rostered_owner))
