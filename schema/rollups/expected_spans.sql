-- Eligible days without leave: in these spans every workday is an expected day.
INSERT INTO expected_spans
WITH away AS (
  SELECT person_key, arraySort(groupArray((from_date, to_date + 1))) AS spans FROM merged_leaves GROUP BY person_key
)
SELECT {generation:UInt64} AS generation, person_key, span.1 AS from_date, span.2 AS to_date, calendar, workdays
FROM person_segments AS s LEFT JOIN away AS a ON a.person_key = s.person_key
ARRAY JOIN arrayFilter(
  x -> x.1 < x.2,
  arrayMap(
    (a, b) -> (greatest(a, s.eligible_from), least(b, s.eligible_to)),
    arrayConcat([s.eligible_from], spans.2),
    arrayConcat(spans.1, [s.eligible_to])
  )
) AS span
WHERE s.generation = {generation:UInt64} AND s.eligible_from < s.eligible_to
