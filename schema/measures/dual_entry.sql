-- dual_entry on a date: of the times that measured people did a core task of their role in the 28 days that end on the date,
-- how many in the CRM, in each legacy app and by an export.
CREATE OR REPLACE VIEW dual_entry AS
WITH
  (SELECT legacy_apps FROM current_settings) AS legacy_apps,
  (SELECT arrayFlatten(groupArray(core_tasks)) FROM current_roles WHERE role = 'default') AS default_tasks,
  members AS (
    SELECT m.group AS group, m.person_key AS person_key, if(r.role != '', r.core_tasks, default_tasks) AS core_tasks
    FROM measured_people(
      on = {on:Date}, by = {by:String}, departments = {departments:Array(String)}, teams = {teams:Array(String)},
      roles = {roles:Array(String)}, phases = {phases:Array(String)}, people = {people:Array(String)}
    ) AS m
    LEFT JOIN current_roles AS r ON r.role = m.role AND r.role != 'default'
  ),
  -- A legacy app’s action counts as one of the CRM would.
  placed AS (
    SELECT person_key, task, object, app,
      multiIf(
        is_value, 'crm',
        has(legacy_apps, app) AND by_hand AND (class IN ('contribute', 'process') OR (class = 'consume' AND promoted)), 'legacy',
        in_crm AND by_hand AND event IN (SELECT event FROM current_actions WHERE task = 'export_report'), 'export',
        ''
      ) AS place,
      count() AS actions
    FROM judged_actions(from_date = toDate({on:Date}) - 27, to_date = {on:Date}, people = {people:Array(String)})
    WHERE eligible AND human
    GROUP BY person_key, task, object, app, place
    HAVING place != ''
  ),
  -- An export stands for the core task it names, else for those about its object, else for reading reports.
  assigned AS (
    SELECT m.group AS group, m.person_key AS person_key, p.place AS place, p.app AS app, p.actions AS actions,
      arrayJoin(arrayFilter(
        core -> multiIf(
          p.place != 'export' OR has(m.core_tasks, p.task), core = p.task,
          p.object != '', endsWith(core, concat('_', p.object)),
          core = 'view_report'
        ),
        m.core_tasks
      )) AS task
    FROM members AS m INNER JOIN placed AS p ON p.person_key = m.person_key
  ),
  by_person AS (
    SELECT group, person_key, task, sumIf(actions, place = 'crm') AS crm, sumIf(actions, place = 'legacy') AS legacy,
      sumIf(actions, place = 'export') AS exports, sumMapIf(map(app, actions), place = 'legacy') AS by_app
    FROM assigned
    GROUP BY group, person_key, task
    UNION ALL
    -- Everyone who owns the task, so that one that nobody did stands there too.
    SELECT group, person_key, arrayJoin(core_tasks), 0, 0, 0, map() FROM members
  ),
  grouped AS (
    SELECT group, task, uniqExact(person_key) AS measured, sum(crm) AS in_crm, sum(legacy) AS in_legacy, sum(exports) AS in_exports,
      uniqExactIf(person_key, crm > 0 AND legacy + exports > 0) AS both, sumMap(by_app) AS in_apps, in_crm + in_legacy + in_exports AS actions
    FROM by_person
    GROUP BY group, task
  )
SELECT group, task, measured, actions, in_crm AS crm, in_legacy AS legacy, in_exports AS exports, both,
  if(actions = 0, NULL, in_crm / actions) AS crm_share,
  if(actions = 0, NULL, in_legacy / actions) AS legacy_share,
  if(actions = 0, NULL, in_exports / actions) AS export_share,
  mapFromArrays(legacy_apps, arrayMap(name -> if(actions = 0, NULL, in_apps[name] / actions), legacy_apps)) AS app_shares
FROM grouped
