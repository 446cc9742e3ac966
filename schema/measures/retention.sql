-- retention: cohorts by the week of the first active day, followed week by week through the range. A person belongs to the
-- group of the roster row held on that first day, and stays in the cohort after leaving.
CREATE OR REPLACE VIEW retention AS
WITH
  members AS (
    SELECT person_key, cohort,
      multiIf({by:String} = 'none', '', {by:String} = 'department', department, {by:String} = 'team', team,
        {by:String} = 'role', role, {by:String} = 'phase', phase, toString(throwIf(1, 'unknown dimension'))) AS group
    FROM cohort_members(people = {people:Array(String)})
    WHERE cohort BETWEEN {from_date:Date} AND {to_date:Date} AND cohort - 6 <= {complete_day:Date}
      AND (empty({departments:Array(String)}) OR has({departments:Array(String)}, department))
      AND (empty({teams:Array(String)}) OR has({teams:Array(String)}, team))
      AND (empty({roles:Array(String)}) OR has({roles:Array(String)}, role))
      AND (empty({phases:Array(String)}) OR has({phases:Array(String)}, phase))
  ),
  followed AS (
    SELECT person_key, cohort, group, toUInt32(weeks) AS weeks_since, cohort + 7 * weeks AS week_end
    FROM members
    -- Through the last week that ends in the range and has begun.
    ARRAY JOIN range(toUInt32(intDiv(dateDiff('day', cohort, least(toDate({to_date:Date}), toDate({complete_day:Date}) + 6)), 7) + 1)) AS weeks
  )
SELECT f.cohort AS period, f.week_end > {complete_day:Date} AS partial, f.group AS group, f.weeks_since AS weeks_since,
  count() AS people, countIf(w.is_expected) AS expected, countIf(w.is_active) AS active, if(expected = 0, NULL, active / expected) AS share
FROM followed AS f
LEFT JOIN person_weeks(from_date = {from_date:Date}, to_date = {to_date:Date}, people = {people:Array(String)}) AS w
  ON w.person_key = f.person_key AND w.week_end = f.week_end
GROUP BY f.cohort, f.week_end, f.group, f.weeks_since
