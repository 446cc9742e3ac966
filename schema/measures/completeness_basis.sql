-- completeness of a basis (stock, flow or first_pass, as records_judged tells), by none, object, department of the owner (who must
-- fix), department of the editor at the edit (who caused), origin or owner; for the phases by the phase of the owner.
CREATE OR REPLACE VIEW completeness_basis AS
WITH
  (SELECT target_completeness FROM current_settings) AS organisation_target,
  (SELECT timezone FROM current_settings) AS zone,
  judged AS (
    SELECT object, origin, owner_key, known_owner, stored_editor, department, phase, waiting, is_complete, score,
      toDate(toTimeZone(valid_from, zone)) AS edited_on
    FROM scored_records(on = {on:Date}, from_date = {from_date:Date}, basis = {basis:String})
    WHERE (empty({objects:Array(String)}) OR has({objects:Array(String)}, object))
      AND (empty({departments:Array(String)}) OR has({departments:Array(String)}, department))
      AND (empty({teams:Array(String)}) OR has({teams:Array(String)}, team))
      AND (empty({roles:Array(String)}) OR has({roles:Array(String)}, role))
      AND (empty({phases:Array(String)}) OR has({phases:Array(String)}, phase))
      AND (empty({people:Array(String)}) OR has({people:Array(String)}, owner_key))
  ),
  -- Who edited is looked up only where it is asked for.
  editor_aliases AS (SELECT alias_key, person_key FROM current_aliases WHERE {by:String} = 'editor_department'),
  editor_places AS (
    SELECT person_key, valid_from, valid_to, department FROM current_segments WHERE {by:String} = 'editor_department'
  ),
  edited AS (
    SELECT j.object AS object, j.origin AS origin, j.owner_key AS owner, j.known_owner AS rostered_owner, j.department AS owner_department,
      j.phase AS owner_phase, j.waiting AS is_waiting, j.is_complete AS is_complete, j.score AS score, j.edited_on AS edited_on,
      if(a.person_key != '', a.person_key, j.stored_editor) AS editor
    FROM judged AS j LEFT JOIN editor_aliases AS a ON a.alias_key = j.stored_editor
  ),
  scored AS (
    SELECT e.object AS object, e.origin AS origin, e.owner AS owner, e.rostered_owner AS rostered_owner, e.owner_department AS owner_department,
      e.owner_phase AS owner_phase, e.is_waiting AS is_waiting, e.is_complete AS is_complete, e.score AS score, e.editor AS editor,
      if(e.edited_on < s.valid_to, s.department, '') AS editor_department
    FROM edited AS e ASOF LEFT JOIN editor_places AS s ON s.person_key = e.editor AND e.edited_on >= s.valid_from
  ),
  grouped AS (
    SELECT
      multiIf({by:String} = 'none', '', {by:String} = 'object', object, {by:String} = 'department', owner_department,
        {by:String} = 'editor_department', editor_department, {by:String} = 'origin', origin,
        {by:String} = 'owner', rostered_owner, {by:String} = 'phase', owner_phase, toString(throwIf(1, 'unknown dimension'))) AS group,
      count() AS records,
      countIf(is_complete) AS complete,
      avg(score) AS mean,
      -- Rows of editors tell of owners and of editors, so the fewer of the two count; records that nobody owns or made tell of no one.
      uniqExactIf(owner, owner != '') AS record_owners,
      uniqExactIf(editor, editor != '') AS record_editors,
      multiIf({by:String} != 'editor_department' OR record_editors = 0, record_owners,
        record_owners = 0, record_editors, least(record_owners, record_editors)) AS owners,
      countIf(is_waiting) AS waiting
    FROM scored
    GROUP BY group
  ),
  -- In whole ten-thousandths: the own target, else that of the organisation; kinds of record and owners have none.
  targeted AS (
    SELECT g.*,
      multiIf({by:String} = 'none', organisation_target,
        {by:String} = 'department', coalesce(d.target_completeness, organisation_target),
        {by:String} = 'phase', coalesce(f.target_completeness, organisation_target), NULL) AS goal
    FROM grouped AS g
    LEFT JOIN current_departments AS d ON d.department = g.group
    LEFT JOIN phase_targets AS f ON f.phase = g.group
  )
SELECT group, records, complete,
  if(records = 0, NULL, complete / records) AS rate,
  if(records = 0, NULL, 100 * mean) AS mean_score,
  owners, waiting,
  goal / 10000 AS target,
  if(goal IS NULL, NULL, toUInt64(greatest(0, toInt64(intDiv(goal * records + 9999, 10000)) - toInt64(complete)))) AS gap
FROM targeted
