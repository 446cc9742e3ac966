-- circle over the week ends or month ends of a range: adoption, completeness and what people take, and how each goes with the
-- other one period later. The links are the same in every row: they are formed over departments, whatever the rows are by.
CREATE OR REPLACE VIEW circle AS
WITH
  (SELECT greatest(floor, sponsor_floor) FROM current_settings) AS smallest_group,
  (SELECT timezone FROM current_settings) AS zone,
  (SELECT week_start FROM current_settings) AS first_weekday,
  standing AS (
    SELECT on_day AS period, person_key, department, state
    FROM person_state FINAL
    WHERE on_day BETWEEN {from_date:Date} AND {to_date:Date} AND if({grain:String} = 'month', is_month_end, is_week_end)
      AND (empty({departments:Array(String)}) OR has({departments:Array(String)}, department))
      AND (empty({people:Array(String)}) OR has({people:Array(String)}, person_key))
  ),
  -- People are those of the end of the period, as everywhere.
  taken AS (
    SELECT s.period AS period, s.department AS department, count() AS actions
    FROM (
      SELECT person_key,
        if({grain:String} = 'month', toLastDayOfMonth(local_date), local_date + 6 - (toDayOfWeek(local_date) - first_weekday + 7) % 7) AS period
      FROM given_and_taken(from_date = toDate({from_date:Date}) - 31, to_date = {to_date:Date}, people = {people:Array(String)})
      WHERE taken != ''
    ) AS a
    INNER JOIN (SELECT period, person_key, department FROM standing WHERE state != 'not_measured') AS s
      ON s.person_key = a.person_key AND s.period = a.period
    GROUP BY period, department
  ),
  ends AS (
    SELECT DISTINCT on_day AS period, toDateTime64(toDateTime(concat(toString(on_day + 1), ' 00:00:00'), zone), 3, 'UTC') AS day_end
    FROM person_state FINAL
    WHERE on_day BETWEEN {from_date:Date} AND {to_date:Date} AND if({grain:String} = 'month', is_month_end, is_week_end)
  ),
  -- Each version of a record is judged once, and stands at the ends that it reaches.
  judged AS (
    SELECT object, record_id, valid_from, arrayAll(rule -> NOT rule.critical OR rule.state = 1, rules) AS is_complete
    FROM records_judged(on = {to_date:Date}, from_date = toDate('1971-01-01'), basis = 'versions')
    WHERE is_open AND arrayExists(rule -> rule.critical, rules)
  ),
  spanned AS (
    SELECT r.valid_from AS valid_from, r.valid_to AS valid_to, r.deleted_at AS deleted_at, r.owner_key AS stored_owner, j.is_complete AS is_complete
    FROM record_spans AS r FINAL INNER JOIN judged AS j ON j.object = r.object AND j.record_id = r.record_id AND j.valid_from = r.valid_from
    WHERE r.valid_to > r.valid_from
  ),
  stood AS (
    SELECT arrayJoin(arrayFilter(
        each -> valid_from < each.2 AND valid_to >= each.2 AND (deleted_at IS NULL OR assumeNotNull(deleted_at) >= each.2),
        (SELECT groupArray((period, day_end)) FROM ends)
      )).1 AS period, stored_owner, is_complete
    FROM spanned
  ),
  by_owner AS (
    SELECT s.period AS period, if(a.person_key != '', a.person_key, s.stored_owner) AS owner, count() AS records, countIf(s.is_complete) AS complete
    FROM stood AS s LEFT JOIN current_aliases AS a ON a.alias_key = s.stored_owner
    GROUP BY period, owner
  ),
  holders AS (
    SELECT e.period AS period, s.person_key AS person_key, s.department AS department
    FROM current_segments AS s CROSS JOIN ends AS e
    WHERE s.valid_from <= e.period AND e.period < s.valid_to
  ),
  kept AS (
    SELECT o.period AS period, h.department AS department, sum(o.records) AS records, sum(o.complete) AS complete, uniqExactIf(o.owner, o.owner != '') AS owners
    FROM by_owner AS o LEFT JOIN holders AS h ON h.period = o.period AND h.person_key = o.owner
    WHERE empty({people:Array(String)}) OR has({people:Array(String)}, o.owner)
    GROUP BY period, department
  ),
  -- Records of a few owners tell of these, and so does a single group left out: the smallest hide until they are a crowd, of all
  -- departments, whichever are asked for. Who asks for people of their own may see each of them.
  ranked AS (
    SELECT period, department, records, complete, owners,
      countIf(owners BETWEEN 1 AND smallest_group - 1) OVER (PARTITION BY period) AS small_groups,
      countIf(owners > 0) OVER w AS place,
      sum(owners) OVER w - owners AS owners_before
    FROM kept
    WINDOW w AS (PARTITION BY period ORDER BY owners, department ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
  ),
  care AS (
    SELECT period, department, records, complete, owners,
      empty({people:Array(String)}) AND owners > 0 AND small_groups > 0 AND (place <= greatest(small_groups, 2) OR owners_before < smallest_group) AS is_hidden
    FROM ranked
  ),
  gathered AS (
    SELECT period, department, 1 AS has_people, countIf(state != 'not_measured') AS measured, countIf(state = 'adopted') AS adopted,
      0 AS taken_actions, 0 AS records, 0 AS complete, 0 AS owners, 0 AS is_hidden
    FROM standing
    GROUP BY period, department
    UNION ALL
    SELECT period, department, 0, 0, 0, actions, 0, 0, 0, 0 FROM taken
    UNION ALL
    SELECT period, department, 0, 0, 0, 0, records, complete, owners, is_hidden FROM care
    WHERE empty({departments:Array(String)}) OR has({departments:Array(String)}, department)
  ),
  -- As one value, so that the database forms it once and not again for the links.
  (
    SELECT groupArray((period, department, people, m, a, t, r, c, o, h)) FROM (
      SELECT period, department, max(has_people) AS people, sum(measured) AS m, sum(adopted) AS a, sum(taken_actions) AS t,
        sum(records) AS r, sum(complete) AS c, sum(owners) AS o, max(is_hidden) AS h
      FROM gathered
      GROUP BY period, department
    )
  ) AS all_facts,
  facts AS (
    SELECT fact.1 AS period, fact.2 AS department, fact.3 AS has_people, fact.4 AS measured, fact.5 AS adopted, fact.6 AS taken,
      fact.7 AS records, fact.8 AS complete, fact.9 AS owners, fact.10 AS is_hidden,
      if(measured = 0, NULL, adopted / measured) AS adoption,
      if(records = 0 OR is_hidden, NULL, complete / records) AS completeness,
      if(measured = 0, NULL, taken / measured) AS taken_per_head
    FROM (SELECT arrayJoin(all_facts) AS fact)
  ),
  -- Neighbours in time: the day after a period end begins the next one.
  following AS (
    SELECT department, period, measured, adoption, completeness, taken_per_head,
      leadInFrame(period) OVER w AS next_period, leadInFrame(measured) OVER w AS next_measured, leadInFrame(adoption) OVER w AS next_adoption,
      leadInFrame(completeness) OVER w AS next_completeness, leadInFrame(taken_per_head) OVER w AS next_taken
    FROM facts
    WINDOW w AS (PARTITION BY department ORDER BY period ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING)
  ),
  followed AS (
    SELECT department,
      arrayJoin([
        ('adoption_then_completeness', adoption, next_completeness), ('completeness_then_adoption', completeness, next_adoption),
        ('taken_then_completeness', taken_per_head, next_completeness), ('completeness_then_taken', completeness, next_taken)
      ]) AS pair
    FROM following
    WHERE next_period = if({grain:String} = 'month', toLastDayOfMonth(period + 1), period + 7) AND next_period <= {complete_day:Date}
      AND measured >= smallest_group AND next_measured >= smallest_group AND pair.2 IS NOT NULL AND pair.3 IS NOT NULL
  ),
  -- Against the department’s own mean, so that departments that are better at everything link nothing.
  centred AS (
    SELECT department, pair.1 AS link, pair.2 - avg(pair.2) OVER w AS x, pair.3 - avg(pair.3) OVER w AS y
    FROM followed
    WINDOW w AS (PARTITION BY pair.1, department)
  ),
  summed AS (
    SELECT link, count() AS pairs, toInt64(pairs) - toInt64(uniqExact(department)) - 2 AS freedom,
      sum(x * x) AS xx, sum(y * y) AS yy, sum(x * y) AS xy,
      if(freedom < 1 OR xx < 1e-12 OR yy < 1e-12, NULL, greatest(-1, least(1, xy / sqrt(xx * yy)))) AS r
    FROM centred
    GROUP BY link
  ),
  links AS (
    SELECT groupArray(link) AS names, groupArray(
      (r, tanh(atanh(r) - 1.959963984540054 / sqrt(freedom)), tanh(atanh(r) + 1.959963984540054 / sqrt(freedom)), pairs)
        ::Tuple(r Nullable(Float64), low Nullable(Float64), high Nullable(Float64), pairs UInt64)
    ) AS found
    FROM summed
  ),
  (SELECT (names, found) FROM links) AS linked,
  grouped AS (
    SELECT period,
      multiIf({by:String} = 'none', '', {by:String} = 'department', department, toString(throwIf(1, 'unknown dimension'))) AS group,
      max(has_people) AS has_anyone, sum(measured) AS people, sum(adopted) AS adopted_people, sum(taken) AS times_taken,
      sum(records) AS kept_records, sum(complete) AS complete_records,
      if({by:String} = 'none' AND empty({departments:Array(String)}) AND empty({people:Array(String)}),
        sum(owners) BETWEEN 1 AND smallest_group - 1, max(is_hidden)) AS hides_records
    FROM facts
    GROUP BY period, group
    HAVING has_anyone
  )
SELECT period, period > {complete_day:Date} AS partial, group, people AS measured, adopted_people AS adopted,
  if(people = 0, NULL, adopted_people / people) AS adoption,
  if(hides_records, NULL, kept_records) AS records,
  if(hides_records OR kept_records = 0, NULL, complete_records / kept_records) AS completeness,
  times_taken AS taken, if(people = 0, NULL, times_taken / people) AS taken_per_head,
  arrayFirst((found, name) -> name = 'adoption_then_completeness', linked.2, linked.1) AS adoption_then_completeness,
  arrayFirst((found, name) -> name = 'completeness_then_adoption', linked.2, linked.1) AS completeness_then_adoption,
  arrayFirst((found, name) -> name = 'taken_then_completeness', linked.2, linked.1) AS taken_then_completeness,
  arrayFirst((found, name) -> name = 'completeness_then_taken', linked.2, linked.1) AS completeness_then_taken
FROM grouped
