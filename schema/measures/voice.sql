-- voice on a date: the newest answers of measured people to each question in the 13 weeks that end on it, by state and reason.
CREATE OR REPLACE VIEW voice AS
WITH
  standing AS (
    SELECT person_key, group, state, count() OVER (PARTITION BY group) AS group_size FROM measured_people(
      on = {on:Date}, by = {by:String}, departments = {departments:Array(String)}, teams = {teams:Array(String)},
      roles = {roles:Array(String)}, phases = {phases:Array(String)}, people = {people:Array(String)}
    )
  )
SELECT s.group AS group, h.question AS question, s.state AS state, h.answer.2 AS reason, any(s.group_size) AS measured,
  count() AS answers, sum(answers) OVER (PARTITION BY group, question, state) AS answers_of_state, answers / answers_of_state AS share,
  avg(h.answer.1) AS mean_score
FROM standing AS s INNER JOIN newest_answers(on = {on:Date}) AS h ON h.answerer = s.person_key
GROUP BY group, question, state, reason
