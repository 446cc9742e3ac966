-- Leave per person with touching and overlapping rows made one, whichever of their ids a row names.
CREATE OR REPLACE VIEW merged_leaves AS
WITH
  bounded AS (
    SELECT DISTINCT if(a.person_key = '', l.person_key, a.person_key) AS person_key, l.from_date AS from_date,
      least(l.to_date, toDate('2149-06-05')) AS to_date
    FROM leave AS l
    LEFT JOIN (SELECT alias_key, person_key FROM alias_map WHERE generation = {generation:UInt64}) AS a ON a.alias_key = l.person_key
    WHERE l.from_date <= l.to_date
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
