-- Adoption by department as section 3 of the definitions has it, from raw events and the roster alone. It is right only
-- where it is used: everyone works Monday to Friday, nobody is away, and {on} is a Sunday, so blocks are calendar weeks.
WITH
  acted AS (
    SELECT person_key, date, concat(event, ' ', object) AS task
    FROM events FINAL
    WHERE event IN ('Activity Logged', 'Record Updated', 'Record Created') AND origin IN ('web', 'mobile', 'mail_plugin') AND app = ''
  ),
  people AS (
    SELECT person_key, max(date) AS last_on,
      uniqExactIf(date, date > {on:Date} - 7) AS days_1,
      uniqExactIf(date, date > {on:Date} - 14 AND date <= {on:Date} - 7) AS days_2,
      uniqExactIf(date, date > {on:Date} - 21 AND date <= {on:Date} - 14) AS days_3,
      uniqExactIf(date, date > {on:Date} - 28 AND date <= {on:Date} - 21) AS days_4,
      uniqExactIf(task, date > {on:Date} - 28) AS tasks
    FROM acted WHERE date <= {on:Date} GROUP BY person_key
  ),
  states AS (
    SELECT r.department AS department,
      multiIf(p.person_key = '', 'never_started', p.last_on < {on:Date} - 13, 'lapsed',
        (p.days_1 >= 2) + (p.days_2 >= 2) + (p.days_3 >= 2) + (p.days_4 >= 2) >= 3 AND p.tasks >= 2, 'adopted', 'occasional') AS state
    FROM (SELECT person_key, department FROM roster FINAL WHERE valid_from <= {on:Date} AND valid_to > {on:Date}) AS r
    LEFT JOIN people AS p ON p.person_key = r.person_key
  )
SELECT department AS group, count() AS measured, countIf(state = 'adopted') AS adopted, countIf(state = 'occasional') AS occasional,
  countIf(state = 'lapsed') AS lapsed, countIf(state = 'never_started') AS never_started
FROM states GROUP BY department ORDER BY department
