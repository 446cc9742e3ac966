/**
 * Which of the events in the table `given` (source, message_id) are stored, under any body, and where. Hashes first, as
 * they leave next to nothing to look for. The id alone is not enough: a batch that was cut off may have left its ids
 * and not its rows.
 */
export const storedIds = `
SELECT source, message_id, person_key, toString(events.date) AS date FROM events
WHERE (person_key, events.date, source, message_id) IN (
  SELECT person_key, date, source, message_id FROM event_ids
  WHERE (source, message_id) IN (
    SELECT source, message_id FROM given
    WHERE cityHash64(source, message_id) IN (
      SELECT id_hash FROM event_hashes WHERE id_hash IN (SELECT cityHash64(source, message_id) FROM given)
    )
  )
)`
