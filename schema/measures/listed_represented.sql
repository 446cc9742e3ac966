-- The accounts behind represented, with the first step each fails: by tier, those nearest to the last step first.
CREATE OR REPLACE VIEW listed_represented AS
SELECT
  concat(if(step = 'represented', '1', '0'), if(account_tier IN ('A', 'C'), account_tier, 'B'),
    transform(step, ['not_touched', 'without_contact', 'not_complete', 'not_owned'], ['0', '1', '2', '3'], '4'), ' ', account_id) AS place,
  step AS state, 'account' AS object, record_id, account_id, owner_key AS person_key, account_department AS department,
  account_tier AS tier, if(last_touch > toDate(0), last_touch, NULL) AS last_touch_on, bad_fields AS fields
FROM account_steps(on = {on:Date}, departments = {departments:Array(String)}, people = {people:Array(String)})
WHERE empty({tiers:Array(String)}) OR has({tiers:Array(String)}, account_tier)
