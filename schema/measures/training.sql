-- training on a date: who completed a course, and who was adopted at the week end 2, 4 and 12 weeks later, beside people of
-- the same group who had not completed it by that week end. Groups are those of the people measured on the date.
CREATE OR REPLACE VIEW training AS
WITH
  10 AS smallest_group,
  (SELECT (week_start + 5) % 7 + 1 FROM current_settings) AS last_weekday,
  learned AS (
    SELECT if(a.person_key = '', c.person_key, a.person_key) AS learner, c.course AS course, min(c.completed_on) AS learned_on
    FROM course_completions AS c LEFT JOIN current_aliases AS a ON a.alias_key = c.person_key
    WHERE c.completed_on <= {on:Date}
    GROUP BY learner, course
  ),
  standing AS (
    SELECT person_key, group, state FROM measured_people(
      on = {on:Date}, by = {by:String}, departments = {departments:Array(String)}, teams = {teams:Array(String)},
      roles = {roles:Array(String)}, phases = {phases:Array(String)}, people = {people:Array(String)}
    )
  ),
  past AS (
    SELECT h.on_day AS week_end, h.person_key AS person_key, h.state = 'adopted' AS is_adopted, s.group AS group
    FROM (SELECT on_day, person_key, state FROM person_state FINAL WHERE is_week_end AND on_day <= {on:Date} AND state != 'not_measured') AS h
    INNER JOIN standing AS s ON s.person_key = h.person_key
  ),
  due AS (
    SELECT l.learner AS learner, l.course AS course, arrayJoin([2, 4, 12]) AS weeks, l.learned_on + 7 * weeks AS due_on,
      due_on + (last_weekday - toDayOfWeek(due_on) + 7) % 7 AS week_end
    FROM learned AS l
  ),
  followed AS (
    SELECT p.group AS group, d.course AS course, d.weeks AS weeks, d.week_end AS week_end, count() AS people, countIf(p.is_adopted) AS adopted
    FROM due AS d INNER JOIN past AS p ON p.person_key = d.learner AND p.week_end = d.week_end
    GROUP BY group, course, weeks, week_end
  ),
  wanted AS (SELECT DISTINCT group, course, week_end FROM followed),
  peers AS (
    SELECT p.group AS group, w.course AS course, p.week_end AS week_end, count() AS people, countIf(p.is_adopted) AS adopted,
      uniqExactState(p.person_key) AS keys
    FROM wanted AS w
    INNER JOIN past AS p ON p.group = w.group AND p.week_end = w.week_end
    LEFT JOIN learned AS l ON l.learner = p.person_key AND l.course = w.course
    WHERE l.learner = '' OR l.learned_on > p.week_end
    GROUP BY group, course, week_end
  ),
  -- Each trained person is held against the peers of the same week end, so a busy week weighs as many times as it has people.
  compared AS (
    SELECT f.group AS group, f.course AS course, f.weeks AS weeks, sum(f.people) AS people, sum(f.adopted) AS adopted,
      uniqExactMerge(e.keys) AS peer_people,
      people >= smallest_group AND peer_people >= smallest_group AS is_comparable,
      if(is_comparable, sumIf(f.people * e.adopted / e.people, e.people > 0) / sumIf(f.people, e.people > 0), NULL) AS peer_rate
    FROM followed AS f LEFT JOIN peers AS e ON e.group = f.group AND e.course = f.course AND e.week_end = f.week_end
    GROUP BY group, course, weeks
  ),
  by_weeks AS (
    SELECT group, course,
      sumIf(people, weeks = 2) AS followed_2w, sumIf(adopted, weeks = 2) AS adopted_2w, sumIf(peer_people, weeks = 2) AS peers_2w,
      anyIf(peer_rate, weeks = 2) AS peer_rate_2w,
      sumIf(people, weeks = 4) AS followed_4w, sumIf(adopted, weeks = 4) AS adopted_4w, sumIf(peer_people, weeks = 4) AS peers_4w,
      anyIf(peer_rate, weeks = 4) AS peer_rate_4w,
      sumIf(people, weeks = 12) AS followed_12w, sumIf(adopted, weeks = 12) AS adopted_12w, sumIf(peer_people, weeks = 12) AS peers_12w,
      anyIf(peer_rate, weeks = 12) AS peer_rate_12w
    FROM compared
    GROUP BY group, course
  ),
  heads AS (SELECT group, uniqExact(person_key) AS measured FROM standing GROUP BY group),
  courses AS (SELECT DISTINCT course FROM learned),
  reached AS (
    SELECT s.group AS group, l.course AS course, count() AS trained,
      countIf(l.learned_on <= {on:Date} - 21 AND s.state != 'adopted') AS not_adopted_3w
    FROM standing AS s INNER JOIN learned AS l ON l.learner = s.person_key
    GROUP BY group, course
  )
SELECT h.group AS group, c.course AS course, h.measured AS measured, r.trained AS trained, trained / measured AS share,
  r.not_adopted_3w AS not_adopted_3w,
  b.followed_2w AS followed_2w, b.adopted_2w AS adopted_2w,
  if(b.followed_2w = 0, NULL, b.adopted_2w / b.followed_2w) AS rate_2w, b.peers_2w AS peers_2w,
  b.peer_rate_2w AS peer_rate_2w, rate_2w - peer_rate_2w AS association_2w,
  b.followed_4w AS followed_4w, b.adopted_4w AS adopted_4w,
  if(b.followed_4w = 0, NULL, b.adopted_4w / b.followed_4w) AS rate_4w, b.peers_4w AS peers_4w,
  b.peer_rate_4w AS peer_rate_4w, rate_4w - peer_rate_4w AS association_4w,
  b.followed_12w AS followed_12w, b.adopted_12w AS adopted_12w,
  if(b.followed_12w = 0, NULL, b.adopted_12w / b.followed_12w) AS rate_12w, b.peers_12w AS peers_12w,
  b.peer_rate_12w AS peer_rate_12w, rate_12w - peer_rate_12w AS association_12w
FROM heads AS h CROSS JOIN courses AS c
LEFT JOIN reached AS r ON r.group = h.group AND r.course = c.course
LEFT JOIN by_weeks AS b ON b.group = h.group AND b.course = c.course
