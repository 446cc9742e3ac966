-- represented of everyone on a date, by several of none, tier, department and phase at once, from the counts of its day; see
-- represented.
CREATE OR REPLACE VIEW represented_of_groups AS
WITH
  held AS (
    SELECT is_head, tier, department, phase, tracked, accounts, in_crm AS in_crm_accounts, owned AS owned_accounts,
      complete AS complete_accounts, has_contact AS contact_accounts, touched AS touched_accounts,
      target_organisation, target_department, target_phase, generation, max(generation) OVER () AS newest
    FROM account_groups
    WHERE on_day = {on:Date}
  ),
  chosen AS (
    SELECT split, held.* FROM held ARRAY JOIN {splits:Array(String)} AS split
    WHERE generation = newest AND NOT is_head
      AND NOT throwIf(NOT hasAll(['none', 'tier', 'department', 'phase'], {splits:Array(String)}), 'unknown dimension')
      AND (empty({departments:Array(String)}) OR has({departments:Array(String)}, department))
      AND (empty({phases:Array(String)}) OR has({phases:Array(String)}, phase))
  ),
  grouped AS (
    SELECT split, multiIf(split = 'tier', tier, split = 'department', department, split = 'phase', phase, '') AS group,
      groupBitOr(tracked) AS told,
      if(bitTest(told, 0), sum(accounts), NULL) AS universe,
      if(bitTest(told, 1), sum(in_crm_accounts), NULL) AS in_crm,
      if(bitTest(told, 2), sum(owned_accounts), NULL) AS owned,
      if(bitTest(told, 1), sum(complete_accounts), NULL) AS complete,
      if(bitTest(told, 3), sum(contact_accounts), NULL) AS has_contact,
      if(bitTest(told, 4), sum(touched_accounts), NULL) AS touched,
      sum(touched_accounts) AS represented,
      any(chosen.target_organisation) AS organisation_target, any(chosen.target_department) AS department_target,
      any(chosen.target_phase) AS phase_target
    FROM chosen
    GROUP BY split, group
  ),
  -- In whole ten-thousandths: the own target, else that of the organisation; other groups have none.
  targeted AS (
    SELECT *,
      multiIf(split = 'none', organisation_target, split = 'department', coalesce(department_target, organisation_target),
        split = 'phase', coalesce(phase_target, organisation_target), NULL) AS goal
    FROM grouped
  )
SELECT split, group, universe, in_crm, owned, complete, has_contact, touched, represented,
  if(universe IS NULL OR universe = 0, NULL, represented / universe) AS rate,
  goal / 10000 AS target,
  if(goal IS NULL OR universe IS NULL, NULL, toUInt64(greatest(0, toInt64(intDiv(goal * universe + 9999, 10000)) - toInt64(represented)))) AS gap
FROM targeted
ORDER BY split, group
