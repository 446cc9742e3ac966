-- Weeks of people with an action that a burst, a note or a field put back may raise a flag on, as hashes; most have none. Whoever has
-- any flag to be looked for stands here with a hash of the person alone. It reads few columns, each once, so that of many events only
-- those of such people are read whole and only those of such weeks sorted against each other. A hash of two only costs time.
INSERT INTO flag_suspects
WITH
  (SELECT week_start FROM current_settings) AS week_start,
  acted AS (
    SELECT person_key, local_date - (toDayOfWeek(local_date) - week_start + 7) % 7 AS week, toUnixTimestamp64Milli(occurred_at) AS at_ms,
      -- What must come together for a flag: a week for a burst, a note, a record on a day. Each kind of an action by itself comes last.
      arrayFilter(trace -> trace.1 != 0, [
        (toUInt8(1), toUInt64(week)),
        (toUInt8(if(note_hash != '', 2, 0)), sipHash64(note_hash)),
        (toUInt8(if(record_id != '' AND notEmpty(change_fields), 3, 0)), sipHash64(local_date, object, record_id)),
        (toUInt8(if(
          ifNull(at_ms > toUnixTimestamp64Milli(contact_at) + 345600000, 0)
            OR (notEmpty(change_to) AND arrayAll(state -> state IN ('placeholder', 'default'), change_to)), 4, 0)), toUInt64(0))
      ]) AS traces
    FROM judged_actions(from_date = {from_date:Date} - 6, to_date = {to_date:Date} + 6, people = {people:Array(String)})
    WHERE is_value
  ),
  met AS (
    SELECT person_key, trace.1 AS kind, groupUniqArray(week) AS weeks, arraySort(groupArrayIf(at_ms, trace.1 = 1)) AS times
    FROM acted ARRAY JOIN traces AS trace
    GROUP BY person_key, trace
    HAVING count() >= [10, 3, 2, 1][kind]
  )
SELECT DISTINCT {generation:UInt64} AS generation,
  arrayJoin(arrayPushBack(
    arrayMap(week -> toUInt32(sipHash64(person_key, week)), if(kind = 4, [], weeks)), toUInt32(sipHash64(person_key))
  )) AS suspect
FROM met
-- As many as 70 % of them lie between some action and the one as many further.
WHERE kind != 1 OR arrayExists(
  (first, last) -> last - first <= 3600000,
  arrayResize(times, length(times) - intDiv(7 * length(times) + 9, 10) + 1), arraySlice(times, intDiv(7 * length(times) + 9, 10))
)
