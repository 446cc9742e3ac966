-- The accounts behind represented, with the first step each fails: by tier, those nearest to the last step first.
CREATE OR REPLACE VIEW listed_represented AS
WITH
  stepped AS (
    SELECT *,
      multiIf(NOT s1, 'not_in_crm', NOT s2, 'not_owned', NOT s3, 'not_complete', NOT s4, 'without_contact', NOT s5, 'not_touched',
        'represented') AS step
    FROM stepped_accounts(on = {on:Date})
    WHERE (empty({departments:Array(String)}) OR has({departments:Array(String)}, account_department))
      AND (empty({people:Array(String)}) OR hasAny({people:Array(String)}, owners))
  )
SELECT
  concat(if(step = 'represented', '1', '0'), if(account_tier IN ('A', 'C'), account_tier, 'B'),
    transform(step, ['not_touched', 'without_contact', 'not_complete', 'not_owned'], ['0', '1', '2', '3'], '4'), ' ', account_id) AS place,
  step AS state, 'account' AS object, best.record_id AS record_id, account_id, best.owner_key AS person_key, account_department AS department,
  account_tier AS tier, if(last_touch > toDate(0), last_touch, NULL) AS last_touch_on, best.bad_fields AS fields
FROM stepped
WHERE empty({tiers:Array(String)}) OR has({tiers:Array(String)}, account_tier)
