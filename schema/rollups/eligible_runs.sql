-- Unbroken runs of eligible days: a transfer or a changed row does not break one, a gap in roster or licence does.
INSERT INTO eligible_runs
WITH
  marked AS (
    SELECT person_key, eligible_from, eligible_to,
      eligible_from != lagInFrame(eligible_to, 1, toDate(0)) OVER (
        PARTITION BY person_key ORDER BY eligible_from ROWS BETWEEN 1 PRECEDING AND CURRENT ROW
      ) AS begins
    FROM person_segments
    WHERE generation = {generation:UInt64} AND eligible_from < eligible_to
  ),
  numbered AS (
    SELECT person_key, eligible_from, eligible_to, sum(begins) OVER (PARTITION BY person_key ORDER BY eligible_from) AS run
    FROM marked
  )
SELECT {generation:UInt64} AS generation, person_key, min(eligible_from) AS run_from, max(eligible_to) AS run_to
FROM numbered
GROUP BY person_key, run
