-- Leave per person with touching and overlapping rows made one.
CREATE OR REPLACE VIEW merged_leaves AS
WITH
  bounded AS (
    SELECT DISTINCT person_key, from_date, least(to_date, toDate('2149-06-05')) AS to_date FROM leave WHERE from_date <= to_date
  ),
  marked AS (
    SELECT person_key, from_date, to_date,
      from_date > max(to_date) OVER (
        PARTITION BY person_key ORDER BY from_date, to_date ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
      ) + 1 AS begins
    FROM bounded
  ),
  numbered AS (
    SELECT person_key, from_date, to_date, sum(begins) OVER (PARTITION BY person_key ORDER BY from_date, to_date) AS leave_number
    FROM marked
  )
SELECT person_key, min(from_date) AS from_date, max(to_date) AS to_date FROM numbered GROUP BY person_key, leave_number
