-- Versions between two dates with the values that are new in them: not asked for before, or changed between ok and bad. fresh tells of
-- each field whether it is ok now, found which of the states it has.
CREATE OR REPLACE VIEW turned_values AS
WITH
  edited AS (
    SELECT object, record_id, valid_from, edited_on, editor_key, editor_department
    FROM edited_versions(from_date = {from_date:Date}, to_date = {on:Date})
  ),
  versions AS (
    SELECT object, record_id, valid_from, account_id, origin, form, waiting,
      arrayMap(rule -> (rule.field, rule.state), rules)::Map(String, UInt8) AS found,
      arrayMap(rule -> (rule.field, rule.state = 1), rules)::Map(String, Bool) AS held,
      lagInFrame(held, 1, map()::Map(String, Bool)) OVER (
        PARTITION BY object, record_id ORDER BY valid_from ROWS BETWEEN 1 PRECEDING AND CURRENT ROW
      ) AS held_before
    FROM records_judged(on = {on:Date}, from_date = {from_date:Date}, basis = 'versions')
  )
SELECT v.object AS object, v.record_id AS record_id, v.valid_from AS valid_from, v.account_id AS account_id, v.origin AS origin,
  v.form AS form, e.edited_on AS edited_on, e.editor_key AS editor, e.editor_department AS department, v.waiting AS is_waiting,
  v.found AS found,
  mapFilter((field, is_ok) -> NOT mapContains(v.held_before, field) OR v.held_before[field] != is_ok, v.held) AS fresh
FROM edited AS e INNER JOIN versions AS v ON v.object = e.object AND v.record_id = e.record_id AND v.valid_from = e.valid_from
