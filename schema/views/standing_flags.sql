-- Flags on actions between two local dates that nobody dismissed. people = [] takes everyone.
CREATE OR REPLACE VIEW standing_flags AS
SELECT person_key, date, source, message_id, kind
FROM action_flags FINAL
WHERE date BETWEEN {from_date:Date} AND {to_date:Date}
  AND (empty({people:Array(String)}) OR has({people:Array(String)}, person_key))
  AND (source, message_id, kind) NOT IN (SELECT source, message_id, kind FROM flag_dismissals FINAL WHERE dismissed)
