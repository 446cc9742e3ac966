-- Versions of records made between two local dates of the program that stood for any time and deleted nothing: who made each, the
-- department held at the edit, and whether a human did: by an origin of people, or by a person of the roster where none is told.
CREATE OR REPLACE VIEW edited_versions AS
WITH
  (SELECT timezone FROM current_settings) AS zone,
  toDateTime64(toDateTime(concat(toString({from_date:Date}), ' 00:00:00'), zone), 3, 'UTC') AS range_start,
  toDateTime64(toDateTime(concat(toString(toDate({to_date:Date}) + 1), ' 00:00:00'), zone), 3, 'UTC') AS range_end,
  made AS (
    SELECT object, record_id, valid_from, toDate(toTimeZone(valid_from, zone)) AS edited_on, editor_key AS stored_editor, origin, form
    FROM record_spans FINAL
    WHERE valid_from >= range_start AND valid_from < range_end AND valid_to > valid_from
      AND (deleted_at IS NULL OR deleted_at > valid_from)
  ),
  named AS (
    SELECT m.object AS object, m.record_id AS record_id, m.valid_from AS valid_from, m.edited_on AS edited_on, m.origin AS origin,
      m.form AS form, if(a.person_key != '', a.person_key, m.stored_editor) AS editor_key
    FROM made AS m LEFT JOIN current_aliases AS a ON a.alias_key = m.stored_editor
  )
SELECT n.object AS object, n.record_id AS record_id, n.valid_from AS valid_from, n.edited_on AS edited_on, n.origin AS origin,
  n.form AS form, n.editor_key AS editor_key,
  if(s.valid_from <= n.edited_on AND n.edited_on < s.valid_to, s.department, '') AS editor_department,
  if(n.origin = '', s.kind = 'human', n.origin IN ('web', 'mobile', 'mail_plugin') AND s.kind != 'service') AS by_human
FROM named AS n
ASOF LEFT JOIN current_segments AS s ON s.person_key = n.editor_key AND n.edited_on >= s.nearest_from
