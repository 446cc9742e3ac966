-- Flags that the value actions between two local dates raise, one row per action and kind. people = [] takes everyone. sieve: the
-- rebuild whose flag_suspects were found before, or 0.
-- burst: of ten or more of a week of the program 70 % lie within 60 minutes, the actions of every such span. copied: the same note
-- three times within seven local dates. backdated: more than five working days after the contact. placeholder_only: every change
-- ends in placeholder or default. reverted: a field moved from one state to another and back the same day, both actions.
CREATE OR REPLACE VIEW flags_found AS
WITH
  (SELECT week_start FROM current_settings) AS week_start,
  acted AS (
    SELECT person_key, local_date, source, message_id, event, object, record_id, task, note_hash, contact_at, timezone, calendar, workdays,
      change_fields, change_to, toUnixTimestamp64Milli(occurred_at) AS at_ms, toUInt32(local_date) AS day,
      local_date - (toDayOfWeek(local_date) - week_start + 7) % 7 AS week,
      -- Values are not stored, so ok to ok is never known to be a change.
      arrayFilter(
        move -> record_id != '' AND move.2 != '' AND move.3 != '' AND move.2 != move.3,
        arrayZip(change_fields, change_from, change_to)
      ) AS moves
    FROM judged_actions(from_date = {from_date:Date} - 6, to_date = {to_date:Date} + 6, people = {people:Array(String)})
    WHERE is_value
  ),
  suspected AS (
    SELECT *, {sieve:UInt64} = 0
        OR toUInt32(sipHash64(person_key, week)) IN (SELECT suspect FROM flag_suspects WHERE generation = {sieve:UInt64}) AS is_suspect
    FROM acted
    WHERE is_suspect
      -- Six dates apart are more than four days of 24 hours.
      OR at_ms > toUnixTimestamp64Milli(contact_at) + 345600000
      OR (notEmpty(change_to) AND arrayAll(state -> state IN ('placeholder', 'default'), change_to))
  ),
  counted AS (
    SELECT *,
      count() OVER (PARTITION BY person_key, week) AS in_week,
      count() OVER (PARTITION BY person_key, week ORDER BY at_ms RANGE BETWEEN CURRENT ROW AND 3600000 FOLLOWING) AS in_span,
      count() OVER (PARTITION BY person_key, note_hash ORDER BY day RANGE BETWEEN CURRENT ROW AND 6 FOLLOWING) AS notes_on,
      groupArrayIf((source, message_id, moves), notEmpty(moves)) OVER (PARTITION BY person_key, local_date, object, record_id) AS all_moves
    FROM suspected
  ),
  -- The fullest span and the most uses of the note that the action itself is part of.
  spanned AS (
    SELECT *,
      max(if(is_suspect AND in_week >= 10 AND 10 * in_span >= 7 * in_week, in_span, 0))
        OVER (PARTITION BY person_key, week ORDER BY at_ms RANGE BETWEEN 3600000 PRECEDING AND CURRENT ROW) AS span,
      max(notes_on) OVER (PARTITION BY person_key, note_hash ORDER BY day RANGE BETWEEN 6 PRECEDING AND CURRENT ROW) AS notes
    FROM counted
  ),
  -- Leave does not shorten the working days. The last eight weeks decide; a contact further back has had six of them.
  timed AS (
    SELECT s.*, toDate(formatDateTime(coalesce(s.contact_at, toDateTime64('2100-01-01 00:00:00', 3, 'UTC')), '%F', s.timezone)) AS contact_on,
      if(contact_on < s.local_date, bitCount(bitShiftRight(w.window, 56 - least(56, dateDiff('day', contact_on, s.local_date)))), 0) AS days_late
    FROM (SELECT * FROM spanned WHERE local_date BETWEEN {from_date:Date} AND {to_date:Date}) AS s
    LEFT JOIN (SELECT * FROM current_workdays WHERE date BETWEEN {from_date:Date} AND {to_date:Date}) AS w
      ON w.calendar = s.calendar AND w.workdays = s.workdays AND w.date = s.local_date
  ),
  judged AS (
    SELECT *,
      arrayFilter(
        move -> arrayExists(other -> (other.1, other.2) != (source, message_id) AND has(other.3, (move.1, move.3, move.2)), all_moves),
        moves
      ) AS undone,
      arrayFilter(flag -> flag.1 != '', [
        (if(span > 0, 'burst', ''), map('week', toString(week), 'actions', toString(in_week), 'within_60_minutes', toString(span))),
        (if(note_hash != '' AND notes >= 3, 'copied', ''), map('note_hash', note_hash, 'times_in_7_days', toString(notes))),
        (if(days_late > 5, 'backdated', ''), map('contact_on', toString(contact_on), 'working_days', toString(days_late))),
        (if(notEmpty(change_to) AND arrayAll(state -> state IN ('placeholder', 'default'), change_to), 'placeholder_only', ''),
          map('fields', arrayStringConcat(change_fields, ', '), 'states', arrayStringConcat(change_to, ', '))),
        (if(notEmpty(undone), 'reverted', ''),
          map('fields', arrayStringConcat(undone.1, ', '), 'from', arrayStringConcat(undone.2, ', '), 'to', arrayStringConcat(undone.3, ', ')))
      ]) AS flags
    FROM timed
  )
SELECT person_key, local_date AS date, source, message_id, flag.1 AS kind, event, object, record_id, task, flag.2 AS evidence
FROM judged ARRAY JOIN flags AS flag
