-- What people did by hand in the CRM between two local dates that gives to others or takes from them. Taken is a search that found
-- something, a report, or a record that somebody else made: whoever edited it first of those that any version names.
CREATE OR REPLACE VIEW given_and_taken AS
WITH
  acted AS (
    SELECT person_key, local_date, object, record_id, is_value AS given,
      multiIf(
        class != 'consume', '',
        task = 'search', if(coalesce(hits, 0) > 0, 'search', ''),
        task = 'view_report', 'report',
        task = concat('view_', object) AND record_id != '', 'record',
        ''
      ) AS kind
    FROM judged_actions(from_date = {from_date:Date}, to_date = {to_date:Date}, people = {people:Array(String)})
    WHERE eligible AND human AND in_crm AND by_hand AND (given OR kind != '')
  ),
  edited AS (
    SELECT object, record_id, argMin(editor_key, (valid_from, import_seq, line)) AS first_editor
    FROM record_spans FINAL
    WHERE editor_key != ''
    GROUP BY object, record_id
  ),
  made AS (
    SELECT e.object AS object, e.record_id AS record_id, if(a.person_key != '', a.person_key, e.first_editor) AS maker
    FROM edited AS e LEFT JOIN current_aliases AS a ON a.alias_key = e.first_editor
  )
SELECT c.person_key AS person_key, c.local_date AS local_date, c.given AS given,
  if(c.kind = 'record' AND m.maker IN ('', c.person_key), '', c.kind) AS taken
FROM acted AS c LEFT JOIN made AS m ON m.object = c.object AND m.record_id = c.record_id
