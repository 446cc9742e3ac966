-- Whoever was ever active, with the week of the first active day and the department, team, role and phase held on that day.
-- people = [] takes everyone.
CREATE OR REPLACE VIEW cohort_members AS
WITH
  (SELECT (week_start + 5) % 7 + 1 FROM current_settings) AS last_weekday,
  begun AS (
    SELECT person_key, min(month + arrayMin(bitPositionsToArray(active_days))) AS first_day,
      first_day + (last_weekday - toDayOfWeek(first_day) + 7) % 7 AS cohort
    FROM active_months(people = {people:Array(String)})
    GROUP BY person_key
  )
SELECT b.person_key AS person_key, b.cohort AS cohort, s.department AS department, s.team AS team, s.role AS role, s.phase AS phase
FROM begun AS b INNER JOIN current_segments AS s ON s.person_key = b.person_key
WHERE s.eligible_from <= b.first_day AND b.first_day < s.eligible_to
