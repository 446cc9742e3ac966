-- pollution between two dates, by none or department of the editor at the edit, for each origin and form. Shares are of the whole
-- organisation, whatever is filtered.
CREATE OR REPLACE VIEW pollution AS
WITH
  edited AS (
    SELECT object, record_id, valid_from, editor_key, editor_department
    FROM edited_versions(from_date = {from_date:Date}, to_date = {on:Date})
  ),
  versions AS (
    SELECT object, record_id, valid_from, origin, form, waiting,
      arrayMap(rule -> (rule.field, rule.state = 1), rules)::Map(String, Bool) AS held,
      lagInFrame(held, 1, map()::Map(String, Bool)) OVER (
        PARTITION BY object, record_id ORDER BY valid_from ROWS BETWEEN 1 PRECEDING AND CURRENT ROW
      ) AS held_before
    FROM records_judged(on = {on:Date}, from_date = {from_date:Date}, basis = 'versions')
  ),
  -- A value is new when it was not asked for before, or when it changed between ok and bad.
  counted AS (
    SELECT v.origin AS origin, v.form AS form, e.editor_key AS editor, e.editor_department AS department, v.waiting AS is_waiting,
      mapFilter((field, is_ok) -> NOT mapContains(v.held_before, field) OR v.held_before[field] != is_ok, v.held) AS fresh,
      length(fresh) AS values,
      arrayCount(is_ok -> NOT is_ok, mapValues(fresh)) AS bad
    FROM edited AS e INNER JOIN versions AS v ON v.object = e.object AND v.record_id = e.record_id AND v.valid_from = e.valid_from
    WHERE values > 0
  ),
  weighed AS (SELECT *, sum(values) OVER () AS total_values, sum(bad) OVER () AS total_bad FROM counted),
  grouped AS (
    SELECT
      multiIf({by:String} = 'none', '', {by:String} = 'department', department, toString(throwIf(1, 'unknown dimension'))) AS group,
      origin, form,
      sum(values) AS new_values,
      sum(bad) AS new_bad,
      any(total_values) AS all_values,
      any(total_bad) AS all_bad,
      uniqExactIf(editor, editor != '') AS editors,
      sumIf(values, is_waiting) AS waiting
    FROM weighed
    WHERE (empty({departments:Array(String)}) OR has({departments:Array(String)}, department))
      AND (empty({people:Array(String)}) OR has({people:Array(String)}, editor))
    GROUP BY group, origin, form
  )
SELECT group, origin, form, new_values, new_bad,
  if(all_bad = 0, NULL, new_bad / all_bad) AS share_of_bad,
  new_values / all_values AS share_of_values,
  if(all_bad = 0, NULL, (new_bad * all_values) / (all_bad * new_values)) AS index,
  if(all_bad = 0, NULL, new_bad * all_values > 2 * all_bad * new_values) AS highlighted,
  editors, waiting
FROM grouped
