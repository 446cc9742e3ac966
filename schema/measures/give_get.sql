-- give_get on a date: what measured people put in and took out in the 28 days that end on it, per head of the group.
CREATE OR REPLACE VIEW give_get AS
WITH
  standing AS (
    SELECT person_key, group FROM measured_people(
      on = {on:Date}, by = {by:String}, departments = {departments:Array(String)}, teams = {teams:Array(String)},
      roles = {roles:Array(String)}, phases = {phases:Array(String)}, people = {people:Array(String)}
    )
  ),
  counted AS (
    SELECT person_key, countIf(given) AS given_actions, countIf(taken = 'search') AS searches, countIf(taken = 'report') AS reports,
      countIf(taken = 'record') AS records
    FROM given_and_taken(from_date = toDate({on:Date}) - 27, to_date = {on:Date}, people = {people:Array(String)})
    GROUP BY person_key
  )
SELECT s.group AS group, count() AS measured, sum(c.given_actions) AS given, sum(c.searches) AS taken_searches, sum(c.reports) AS taken_reports,
  sum(c.records) AS taken_records, taken_searches + taken_reports + taken_records AS taken,
  given / measured AS given_per_head, taken / measured AS taken_per_head
FROM standing AS s LEFT JOIN counted AS c ON c.person_key = s.person_key
GROUP BY s.group
