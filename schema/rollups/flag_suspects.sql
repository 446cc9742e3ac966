-- Weeks of people with an action that a burst, a note or a field put back may raise a flag on, as hashes; most have none. It reads few
-- columns, so that of many events only those of such weeks have to be sorted against each other. A hash of two weeks only costs time.
INSERT INTO flag_suspects
WITH
  (SELECT week_start FROM current_settings) AS week_start,
  acted AS (
    SELECT person_key, local_date, object, record_id, note_hash, change_fields, toUnixTimestamp64Milli(occurred_at) AS at_ms,
      local_date - (toDayOfWeek(local_date) - week_start + 7) % 7 AS week
    FROM judged_actions(from_date = {from_date:Date} - 6, to_date = {to_date:Date} + 6, people = {people:Array(String)})
    WHERE is_value
  )
SELECT DISTINCT {generation:UInt64} AS generation, toUInt32(sipHash64(person_key, week)) AS suspect
FROM (
  SELECT person_key, week
  FROM (SELECT person_key, week, arraySort(groupArray(at_ms)) AS times FROM acted GROUP BY person_key, week HAVING count() >= 10)
  -- As many as 70 % of them lie between some action and the one as many further.
  WHERE arrayExists(
    (first, last) -> last - first <= 3600000,
    arrayResize(times, length(times) - intDiv(7 * length(times) + 9, 10) + 1), arraySlice(times, intDiv(7 * length(times) + 9, 10))
  )
  UNION ALL
  SELECT person_key, arrayJoin(groupUniqArray(week)) AS week
  FROM acted WHERE note_hash != ''
  GROUP BY person_key, note_hash HAVING count() >= 3
  UNION ALL
  SELECT person_key, any(week) AS week
  FROM acted WHERE record_id != '' AND notEmpty(change_fields)
  GROUP BY person_key, local_date, object, record_id HAVING count() >= 2
)
