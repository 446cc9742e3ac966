-- Activity per person and local month as masks of days, rebuilt whole from the events. people = [] rebuilds everyone.
INSERT INTO person_months
WITH
  (SELECT crm_apps FROM current_settings) AS crm_apps,
  (SELECT groupArray(promote) FROM current_roles WHERE role = 'default') AS default_promote,
  senders AS (
    SELECT person_key AS sender_key, person_key FROM current_segments WHERE empty({people:Array(String)}) OR has({people:Array(String)}, person_key)
    UNION DISTINCT
    SELECT alias_key, person_key FROM current_aliases WHERE empty({people:Array(String)}) OR has({people:Array(String)}, person_key)
  ),
  general AS (SELECT event, class, task FROM current_actions WHERE object = ''),
  particular AS (SELECT event, object, class, task FROM current_actions WHERE object != ''),
  acted AS (
    SELECT s.person_key AS person_key, e.event AS event, e.object AS object, e.record_id AS record_id, e.account_id AS account_id,
      e.origin AS origin, e.app AS app, e.task AS own_task, e.occurred_at AS occurred_at, e.date AS utc_date
    FROM events AS e FINAL INNER JOIN senders AS s ON s.sender_key = e.person_key
    WHERE e.date BETWEEN {month_from:Date} - 1 AND toLastDayOfMonth({month_to:Date}) + 1
      AND (empty({people:Array(String)}) OR e.person_key IN (SELECT sender_key FROM senders))
  ),
  zoned AS (
    SELECT a.*, toDate(formatDateTime(a.occurred_at, '%F', s.timezone)) AS local_date
    FROM acted AS a ASOF INNER JOIN current_segments AS s ON s.person_key = a.person_key AND a.utc_date >= s.nearest_from
  ),
  judged AS (
    SELECT z.person_key AS person_key, z.event AS event, z.object AS object, z.record_id AS record_id, z.account_id AS account_id,
      z.origin AS origin, z.local_date AS local_date, s.kind = 'human' AS human,
      z.app = '' OR has(crm_apps, z.app) AS in_crm,
      z.origin IN ('web', 'mobile', 'mail_plugin') AS by_hand,
      if(p.class != '', p.class, g.class) AS class,
      replaceAll(multiIf(z.own_task != '', z.own_task, p.task != '', p.task, g.task), '{o}', z.object) AS task,
      has(if(r.role != '', r.promote, arrayFlatten(default_promote)), z.event) AS promoted
    FROM zoned AS z
    ASOF INNER JOIN current_segments AS s ON s.person_key = z.person_key AND z.local_date >= s.nearest_from
    LEFT JOIN particular AS p ON p.event = z.event AND p.object = z.object
    LEFT JOIN general AS g ON g.event = z.event
    LEFT JOIN current_roles AS r ON r.role = s.role
  ),
  marked AS (
    SELECT *, toStartOfMonth(local_date) AS month, bitShiftLeft(toUInt32(1), toDayOfMonth(local_date) - 1) AS day_bit,
      human AND in_crm AND by_hand AND (class IN ('contribute', 'process') OR (class = 'consume' AND promoted)) AS is_value,
      by_hand AND class IN ('presence', 'consume') AS is_seen,
      multiIf(account_id != '', account_id, record_id != '', concat(object, '\t', record_id), '') AS touch
    FROM judged
    WHERE local_date BETWEEN {month_from:Date} AND toLastDayOfMonth({month_to:Date})
  ),
  fresh AS (
    SELECT person_key, month,
      groupBitOrIf(day_bit, is_value) AS value_days,
      groupBitOrIf(day_bit, is_seen) AS seen_days,
      groupBitOrMapIf(map(task, day_bit), is_value AND task != '') AS tasks,
      groupBitOrMapIf(map(touch, day_bit), is_value AND touch != '') AS touches,
      toUInt32(countIf(is_value)) AS value_actions,
      sumMapIf(map(origin, toUInt64(1)), class IN ('contribute', 'process')) AS entry_actions
    FROM marked
    GROUP BY person_key, month
  ),
  -- Months that held something before are written again even when they are empty now.
  wanted AS (
    SELECT person_key, month FROM fresh
    UNION DISTINCT
    SELECT person_key, month FROM person_months FINAL
    WHERE month BETWEEN {month_from:Date} AND {month_to:Date}
      AND (empty({people:Array(String)}) OR has({people:Array(String)}, person_key))
  )
SELECT w.person_key AS person_key, w.month AS month, f.value_days AS value_days, f.seen_days AS seen_days, f.tasks AS tasks,
  f.touches AS touches, f.value_actions AS value_actions, f.entry_actions AS entry_actions, {generation:UInt64} AS generation
FROM wanted AS w LEFT JOIN fresh AS f ON f.person_key = w.person_key AND f.month = w.month
