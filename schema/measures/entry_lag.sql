-- entry_lag on a date: working hours from the customer contact to its entry, over the value actions of measured people in the
-- 28 days that end on the date. Days and hours are those of the clock where the person is.
CREATE OR REPLACE VIEW entry_lag AS
WITH
  members AS (
    SELECT group, person_key
    FROM measured_people(
      on = {on:Date}, by = {by:String}, departments = {departments:Array(String)}, teams = {teams:Array(String)},
      roles = {roles:Array(String)}, phases = {phases:Array(String)}, people = {people:Array(String)}
    )
  ),
  -- What was entered before the contact has no lag.
  clocked AS (
    SELECT person_key, local_date AS entry_day,
      toDateTime64(formatDateTime(least(assumeNotNull(contact_at), occurred_at), '%F %T', timezone), 3, 'UTC') AS contact_clock,
      toDateTime64(formatDateTime(occurred_at, '%F %T', timezone), 3, 'UTC') AS entry_clock
    FROM judged_actions(from_date = toDate({on:Date}) - 27, to_date = {on:Date}, people = {people:Array(String)})
    WHERE eligible AND is_value AND contact_at IS NOT NULL
  ),
  entries AS (
    SELECT m.group AS group, m.person_key AS person_key, toDate(greatest(c.contact_clock, toDateTime64('1970-01-01 00:00:00', 3, 'UTC'))) AS contact_day,
      toDate(c.entry_clock) AS entry_day,
      dateDiff('second', toDateTime64(entry_day, 3, 'UTC'), c.entry_clock) AS entry_s,
      dateDiff('second', toDateTime64(contact_day, 3, 'UTC'), greatest(c.contact_clock, toDateTime64('1970-01-01 00:00:00', 3, 'UTC'))) AS contact_s
    FROM clocked AS c INNER JOIN members AS m ON m.person_key = c.person_key
  ),
  spans AS (
    SELECT person_key, calendar, workdays, span.1 AS from_date, span.2 AS to_date FROM current_segments ARRAY JOIN expected AS span
  ),
  parts AS (
    SELECT e.person_key AS person_key, e.contact_day AS contact_day, e.entry_day AS entry_day, s.calendar AS calendar, s.workdays AS workdays,
      greatest(s.from_date, e.contact_day) AS part_from, least(s.to_date, e.entry_day + 1) AS part_to
    FROM (SELECT DISTINCT person_key, contact_day, entry_day FROM entries) AS e INNER JOIN spans AS s ON s.person_key = e.person_key
    WHERE greatest(s.from_date, e.contact_day) < least(s.to_date, e.entry_day + 1)
  ),
  -- Expected days from the day of the contact to that of the entry, and whether these two are among them.
  expected AS (
    SELECT p.person_key AS person_key, p.contact_day AS contact_day, p.entry_day AS entry_day,
      sum(toInt64(z.workdays_before) + z.is_workday - a.workdays_before) AS days,
      max(a.is_workday AND p.part_from = p.contact_day) AS on_contact_day,
      max(z.is_workday AND p.part_to = p.entry_day + 1) AS on_entry_day
    FROM parts AS p
    INNER JOIN current_workdays AS a ON a.calendar = p.calendar AND a.workdays = p.workdays AND a.date = p.part_from
    INNER JOIN current_workdays AS z ON z.calendar = p.calendar AND z.workdays = p.workdays AND z.date = p.part_to - 1
    GROUP BY p.person_key, p.contact_day, p.entry_day
  ),
  lags AS (
    SELECT e.group AS group, e.person_key AS person_key,
      if(e.contact_day = e.entry_day,
        x.on_entry_day * greatest(0, e.entry_s - e.contact_s),
        x.on_contact_day * (86400 - e.contact_s) + x.on_entry_day * e.entry_s + (x.days - x.on_contact_day - x.on_entry_day) * 86400
      ) AS lag_s
    FROM entries AS e
    LEFT JOIN expected AS x ON x.person_key = e.person_key AND x.contact_day = e.contact_day AND x.entry_day = e.entry_day
  ),
  lagged AS (
    SELECT group, uniqExact(person_key) AS people, count() AS entries, quantilesExactInclusive(0.5, 0.9)(lag_s) AS lag
    FROM lags
    GROUP BY group
  ),
  sized AS (SELECT group, count() AS measured FROM members GROUP BY group)
SELECT s.group AS group, s.measured AS measured, l.people AS people, l.entries AS entries,
  if(l.entries = 0, NULL, l.lag[1] / 3600) AS p50,
  if(l.entries = 0, NULL, l.lag[2] / 3600) AS p90
FROM sized AS s LEFT JOIN lagged AS l ON l.group = s.group
