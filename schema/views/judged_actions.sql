-- Every action of people on the roster between two local dates, with what it means on its day: whose it is, where the person
-- stood, the class and task of the catalogue, and whether it is a value action. people = [] takes everyone.
CREATE OR REPLACE VIEW judged_actions AS
WITH
  (SELECT crm_apps FROM current_settings) AS crm_apps,
  (SELECT groupArray(promote) FROM current_roles WHERE role = 'default') AS default_promote,
  senders AS (
    SELECT person_key AS sender_key, person_key FROM current_segments WHERE empty({people:Array(String)}) OR person_key IN {people:Array(String)}
    UNION DISTINCT
    SELECT alias_key, person_key FROM current_aliases WHERE empty({people:Array(String)}) OR person_key IN {people:Array(String)}
  ),
  general AS (SELECT event, class, task, layer FROM current_actions WHERE object = ''),
  particular AS (SELECT event, object, class, task, layer FROM current_actions WHERE object != ''),
  acted AS (
    SELECT s.person_key AS person_key, e.source AS source, e.message_id AS message_id, e.event AS event, e.object AS object,
      e.record_id AS record_id, e.account_id AS account_id, e.origin AS origin, e.app AS app, e.task AS own_task,
      e.occurred_at AS occurred_at, e.contact_at AS contact_at, e.hits AS hits, e.duration_ms AS duration_ms,
      e.note_hash AS note_hash, e.form AS form, e.change_fields AS change_fields, e.change_from AS change_from,
      e.change_to AS change_to, e.date AS utc_date
    FROM events AS e FINAL INNER JOIN senders AS s ON s.sender_key = e.person_key
    -- A local date lies at most a day beside the UTC date. Of other days only the date is read, also of months at the edge.
    PREWHERE e.date BETWEEN {from_date:Date} - 1 AND {to_date:Date} + 1
    WHERE (empty({people:Array(String)}) OR e.person_key IN (SELECT sender_key FROM senders))
  ),
  zoned AS (
    SELECT a.person_key AS person_key, a.source AS source, a.message_id AS message_id, a.event AS event, a.object AS object,
      a.record_id AS record_id, a.account_id AS account_id, a.origin AS origin, a.app AS app, a.own_task AS own_task,
      a.occurred_at AS occurred_at, a.contact_at AS contact_at, a.hits AS hits, a.duration_ms AS duration_ms, a.note_hash AS
      note_hash, a.form AS form, a.change_fields AS change_fields, a.change_from AS change_from, a.change_to AS change_to,
      a.utc_date AS utc_date,
      s.timezone AS timezone, toDate(formatDateTime(a.occurred_at, '%F', s.timezone)) AS local_date
    FROM acted AS a ASOF INNER JOIN current_segments AS s ON s.person_key = a.person_key AND a.utc_date >= s.nearest_from
  ),
  judged AS (
    SELECT z.person_key AS person_key, z.source AS source, z.message_id AS message_id, z.event AS event, z.object AS object,
      z.record_id AS record_id, z.account_id AS account_id, z.origin AS origin, z.app AS app, z.occurred_at AS occurred_at,
      z.contact_at AS contact_at, z.hits AS hits, z.duration_ms AS duration_ms, z.note_hash AS note_hash, z.form AS form,
      z.change_fields AS change_fields, z.change_from AS change_from, z.change_to AS change_to, z.timezone AS timezone,
      z.local_date AS local_date,
      s.department AS department, s.team AS team, s.role AS role, s.calendar AS calendar,
      s.workdays AS workdays, s.kind = 'human' AS human,
      s.valid_from <= z.local_date AND z.local_date < s.valid_to AS on_roster,
      s.eligible_from <= z.local_date AND z.local_date < s.eligible_to AS eligible,
      z.app = '' OR has(crm_apps, z.app) AS in_crm,
      z.origin IN ('web', 'mobile', 'mail_plugin') AS by_hand,
      if(p.class != '', p.class, g.class) AS class, if(p.class != '', p.layer, g.layer) AS layer,
      replaceAll(multiIf(z.own_task != '', z.own_task, p.task != '', p.task, g.task), '{o}', z.object) AS task,
      has(if(r.role != '', r.promote, arrayFlatten(default_promote)), z.event) AS promoted
    FROM zoned AS z
    ASOF INNER JOIN current_segments AS s ON s.person_key = z.person_key AND z.local_date >= s.nearest_from
    LEFT JOIN particular AS p ON p.event = z.event AND p.object = z.object
    LEFT JOIN general AS g ON g.event = z.event
    LEFT JOIN current_roles AS r ON r.role = s.role
  )
SELECT person_key, local_date, source, message_id, event, object, record_id, account_id, origin, app, occurred_at, contact_at, hits,
  duration_ms, note_hash, form, change_fields, change_from, change_to, timezone, department, team, role, calendar, workdays, human, on_roster, eligible,
  in_crm, by_hand, class, layer, task, promoted,
  human AND in_crm AND by_hand AND (class IN ('contribute', 'process') OR (class = 'consume' AND promoted)) AS is_value,
  by_hand AND class IN ('presence', 'consume') AS is_seen
FROM judged
WHERE local_date BETWEEN {from_date:Date} AND {to_date:Date}
