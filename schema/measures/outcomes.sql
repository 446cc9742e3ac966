-- outcomes over a range: the business figures that were uploaded, by the week or month that holds the end of their period, beside
-- adoption at the end of that week or month. Figures of no department are those of the whole organisation.
CREATE OR REPLACE VIEW outcomes AS
WITH
  (SELECT (week_start + 5) % 7 + 1 FROM current_settings) AS last_weekday,
  (SELECT floor FROM current_settings) AS smallest_group,
  held AS (
    SELECT metric, department, period_end, argMax((value, unit, better), (import_seq, line)) AS figure
    FROM outcome_values
    GROUP BY metric, department, period_end
  ),
  placed AS (
    SELECT department AS group, metric, period_end, figure,
      if({grain:String} = 'month', toLastDayOfMonth(period_end), period_end + (last_weekday - toDayOfWeek(period_end) + 7) % 7) AS period
    FROM held
    WHERE multiIf({by:String} = 'none', department = '', {by:String} = 'department', department != '', throwIf(1, 'unknown dimension') = 1)
  ),
  -- Of several figures in one period the newest holds.
  latest AS (
    SELECT group, metric, period, max(period_end) AS figure_of, argMax(figure, period_end) AS newest
    FROM placed
    GROUP BY group, metric, period
  ),
  counted AS (
    SELECT on_day, if({by:String} = 'none', '', department) AS group, count() AS eligible, countIf(state != 'not_measured') AS measured,
      countIf(state = 'adopted') AS adopted
    FROM person_state FINAL
    WHERE (is_week_end OR is_month_end) AND (empty({people:Array(String)}) OR has({people:Array(String)}, person_key))
    GROUP BY on_day, group
  ),
  begun AS (SELECT group, min(on_day) AS live_from FROM counted GROUP BY group),
  beside AS (
    SELECT l.group AS group, l.metric AS metric, l.period AS period, l.figure_of AS figure_of, l.newest.1 AS value, l.newest.2 AS unit,
      l.newest.3 AS better, c.eligible AS eligible, c.measured AS measured, c.adopted AS adopted,
      b.live_from > toDate(0) AND l.period >= b.live_from AS live
    FROM latest AS l
    LEFT JOIN counted AS c ON c.on_day = l.period AND c.group = l.group
    LEFT JOIN begun AS b ON b.group = l.group
  ),
  compared AS (
    SELECT *, row_number() OVER so_far > 1 AS has_previous, lagInFrame(value) OVER so_far AS earlier_value,
      lagInFrame(measured) OVER so_far AS earlier_measured, lagInFrame(adopted) OVER so_far AS earlier_adopted,
      countIf(NOT live) OVER whole AS figures_before, sumIf(value, NOT live) OVER whole AS sum_before
    FROM beside
    WINDOW so_far AS (PARTITION BY group, metric ORDER BY period ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW),
      whole AS (PARTITION BY group, metric)
  )
SELECT period, period > {complete_day:Date} AS partial, group, metric, figure_of AS period_end, value, unit, better, toBool(live) AS after_go_live,
  if(figures_before = 0, NULL, sum_before / figures_before) AS baseline,
  if(has_previous, earlier_value, NULL) AS previous,
  eligible, measured, adopted, if(measured = 0, NULL, adopted / measured) AS rate,
  -- Shares are compared crosswise, in whole numbers.
  multiIf(
    NOT has_previous OR greatest(1, smallest_group) > least(measured, earlier_measured), NULL,
    if(better = 'lower', value > earlier_value, value < earlier_value) AND adopted * earlier_measured > earlier_adopted * measured, 'red',
    'green'
  ) AS guardrail
FROM compared
WHERE period BETWEEN {from_date:Date} AND {to_date:Date}
