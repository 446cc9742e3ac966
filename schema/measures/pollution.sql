-- pollution between two dates, by none or department of the editor at the edit, for each origin and form. Shares are of the whole
-- organisation, whatever is filtered.
CREATE OR REPLACE VIEW pollution AS
WITH
  counted AS (
    SELECT origin, form, editor, department, is_waiting, length(fresh) AS values, arrayCount(is_ok -> NOT is_ok, mapValues(fresh)) AS bad
    FROM turned_values(on = {on:Date}, from_date = {from_date:Date})
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
