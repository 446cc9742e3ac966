-- freshness at the end of a date, by none, object, tier of the account, department or owner.
CREATE OR REPLACE VIEW freshness AS
SELECT
  multiIf({by:String} = 'none', '', {by:String} = 'object', object, {by:String} = 'tier', account_tier,
    {by:String} = 'department', owner_department, {by:String} = 'owner', rostered_owner,
    toString(throwIf(1, 'unknown dimension'))) AS group,
  count() AS records,
  countIf(is_fresh) AS fresh,
  if(records = 0, NULL, fresh / records) AS rate,
  uniqExactIf(owner, owner != '') AS owners
FROM dated_records(
  on = {on:Date}, objects = {objects:Array(String)}, departments = {departments:Array(String)}, people = {people:Array(String)}
)
GROUP BY group
