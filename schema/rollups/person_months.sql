-- Activity per person and local month as masks of days, rebuilt whole from the events. people = [] rebuilds everyone.
INSERT INTO person_months (
  person_key, month, value_days, seen_days, tasks, touches, value_actions, entry_actions, verified_days, verified_tasks, day_actions, generation
)
WITH
  flagged AS (
    SELECT source, message_id
    FROM standing_flags(from_date = {month_from:Date}, to_date = toLastDayOfMonth({month_to:Date}), people = {people:Array(String)})
  ),
  marked AS (
    SELECT *, is_value AND (source, message_id) NOT IN (SELECT source, message_id FROM flagged) AS is_verified,
      toStartOfMonth(local_date) AS month, bitShiftLeft(toUInt32(1), toDayOfMonth(local_date) - 1) AS day_bit,
      multiIf(account_id != '', account_id, record_id != '', concat(object, '\t', record_id), '') AS touch,
      -- The account of an event touches no other account, so the record beside it stands apart.
      if(account_id != '' AND record_id != '', concat('\t', object, '\t', record_id), '') AS record_touch
    FROM judged_actions(from_date = {month_from:Date}, to_date = toLastDayOfMonth({month_to:Date}), people = {people:Array(String)})
  ),
  fresh AS (
    SELECT person_key, month,
      groupBitOrIf(day_bit, is_value) AS value_days,
      groupBitOrIf(day_bit, is_seen) AS seen_days,
      groupBitOrMapIf(map(task, day_bit), is_value AND task != '') AS tasks,
      mapConcat(
        groupBitOrMapIf(map(touch, day_bit), is_value AND touch != ''),
        groupBitOrMapIf(map(record_touch, day_bit), is_value AND record_touch != '')
      ) AS touches,
      toUInt32(countIf(is_value)) AS value_actions,
      sumMapIf(map(origin, toUInt64(1)), class IN ('contribute', 'process')) AS entry_actions,
      groupBitOrIf(day_bit, is_verified) AS verified_days,
      groupBitOrMapIf(map(task, day_bit), is_verified AND task != '') AS verified_tasks,
      sumMapIf(map(toUInt8(toDayOfMonth(local_date)), toUInt64(1)), is_value) AS day_actions
    FROM marked
    GROUP BY person_key, month
  ),
  -- Months that held something before are written again even when they are empty now.
  held AS (
    SELECT person_key, month FROM person_months FINAL
    WHERE month BETWEEN {month_from:Date} AND {month_to:Date}
      AND (empty({people:Array(String)}) OR person_key IN {people:Array(String)})
  )
-- What is named twice is counted twice, so the two meet in one join.
SELECT if(f.person_key != '', f.person_key, h.person_key) AS person_key, if(f.person_key != '', f.month, h.month) AS month,
  f.value_days AS value_days, f.seen_days AS seen_days, f.tasks AS tasks, f.touches AS touches, f.value_actions AS value_actions,
  f.entry_actions AS entry_actions, f.verified_days AS verified_days, f.verified_tasks AS verified_tasks, f.day_actions AS day_actions,
  {generation:UInt64} AS generation
FROM fresh AS f FULL JOIN held AS h ON h.person_key = f.person_key AND h.month = f.month
