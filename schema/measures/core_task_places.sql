-- How often everyone eligible on a date did each core task of their role in the 28 days that end on it: in the CRM, in legacy apps,
-- by an export. A task that somebody did not do at all stands there too. people = [] takes everyone.
CREATE OR REPLACE VIEW core_task_places AS
WITH
  (SELECT legacy_apps FROM current_settings) AS legacy_apps,
  (SELECT arrayFlatten(groupArray(core_tasks)) FROM current_roles WHERE role = 'default') AS default_tasks,
  owners AS (
    SELECT s.person_key AS person_key, if(r.role != '', r.core_tasks, default_tasks) AS core_tasks
    FROM (
      SELECT person_key, role FROM person_state FINAL
      WHERE on_day = {on:Date} AND (empty({people:Array(String)}) OR person_key IN {people:Array(String)})
    ) AS s
    LEFT JOIN current_roles AS r ON r.role = s.role AND r.role != 'default'
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
    SELECT o.person_key AS person_key, p.place AS place, p.app AS app, p.actions AS actions,
      arrayJoin(arrayFilter(
        core -> multiIf(
          p.place != 'export' OR has(o.core_tasks, p.task), core = p.task,
          p.object != '', endsWith(core, concat('_', p.object)),
          core = 'view_report'
        ),
        o.core_tasks
      )) AS task
    FROM owners AS o INNER JOIN placed AS p ON p.person_key = o.person_key
    UNION ALL
    SELECT person_key, '', '', 0, arrayJoin(core_tasks) FROM owners
  )
SELECT person_key, task, sumIf(actions, place = 'crm') AS crm, sumIf(actions, place = 'legacy') AS legacy,
  sumIf(actions, place = 'export') AS exports, sumMapIf(map(app, actions), place = 'legacy') AS by_app
FROM assigned
GROUP BY person_key, task
