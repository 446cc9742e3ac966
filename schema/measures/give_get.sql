-- give_get on a date: what measured people put in and took out in the 28 days that end on it, per head of the group.
CREATE OR REPLACE VIEW give_get AS
WITH
  standing AS (
    SELECT person_key, group FROM measured_people(
      on = {on:Date}, by = {by:String}, departments = {departments:Array(String)}, teams = {teams:Array(String)},
      roles = {roles:Array(String)}, phases = {phases:Array(String)}, people = {people:Array(String)}
    )
  ),
  acted AS (
    SELECT person_key, object, record_id, is_value,
      class = 'consume' AND task = 'search' AND coalesce(hits, 0) > 0 AS is_search,
      class = 'consume' AND task = 'view_report' AS is_report,
      class = 'consume' AND task = concat('view_', object) AND record_id != '' AS is_record
    FROM judged_actions(from_date = toDate({on:Date}) - 27, to_date = {on:Date}, people = {people:Array(String)})
    WHERE eligible AND human AND in_crm AND by_hand
  ),
  -- Who made a record is the first editor that any version names.
  edited AS (
    SELECT object, record_id, argMin(editor_key, (valid_from, import_seq, line)) AS first_editor
    FROM record_spans FINAL
    WHERE editor_key != ''
    GROUP BY object, record_id
  ),
  made AS (
    SELECT e.object AS object, e.record_id AS record_id, if(a.person_key != '', a.person_key, e.first_editor) AS maker
    FROM edited AS e LEFT JOIN current_aliases AS a ON a.alias_key = e.first_editor
  ),
  counted AS (
    SELECT c.person_key AS person_key, countIf(c.is_value) AS given, countIf(c.is_search) AS searches, countIf(c.is_report) AS reports,
      countIf(c.is_record AND m.maker NOT IN ('', c.person_key)) AS records
    FROM acted AS c LEFT JOIN made AS m ON m.object = c.object AND m.record_id = c.record_id
    GROUP BY person_key
  )
SELECT s.group AS group, count() AS measured, sum(c.given) AS given, sum(c.searches) AS taken_searches, sum(c.reports) AS taken_reports,
  sum(c.records) AS taken_records, taken_searches + taken_reports + taken_records AS taken,
  given / measured AS given_per_head, taken / measured AS taken_per_head
FROM standing AS s LEFT JOIN counted AS c ON c.person_key = s.person_key
GROUP BY s.group
