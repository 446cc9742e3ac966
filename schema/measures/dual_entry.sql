-- dual_entry on a date: of the times that measured people did a core task of their role in the 28 days that end on the date,
-- how many in the CRM, in each legacy app and by an export.
CREATE OR REPLACE VIEW dual_entry AS
WITH
  (SELECT legacy_apps FROM current_settings) AS legacy_apps,
  grouped AS (
    SELECT m.group AS group, p.task AS task, count() AS measured, sum(p.crm) AS in_crm, sum(p.legacy) AS in_legacy,
      sum(p.exports) AS in_exports, countIf(p.crm > 0 AND p.legacy + p.exports > 0) AS both, sumMap(p.by_app) AS in_apps,
      in_crm + in_legacy + in_exports AS actions
    FROM measured_people(
      on = {on:Date}, by = {by:String}, departments = {departments:Array(String)}, teams = {teams:Array(String)},
      roles = {roles:Array(String)}, phases = {phases:Array(String)}, people = {people:Array(String)}
    ) AS m
    INNER JOIN core_task_places(on = {on:Date}, people = {people:Array(String)}) AS p ON p.person_key = m.person_key
    GROUP BY m.group, p.task
  )
SELECT group, task, measured, actions, in_crm AS crm, in_legacy AS legacy, in_exports AS exports, both,
  if(actions = 0, NULL, in_crm / actions) AS crm_share,
  if(actions = 0, NULL, in_legacy / actions) AS legacy_share,
  if(actions = 0, NULL, in_exports / actions) AS export_share,
  mapFromArrays(legacy_apps, arrayMap(name -> if(actions = 0, NULL, in_apps[name] / actions), legacy_apps)) AS app_shares
FROM grouped
