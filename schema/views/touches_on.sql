-- Newest local date up to {on} of a human value action on each account, by the account of the event, else of its record.
CREATE OR REPLACE VIEW touches_on AS
WITH
  (SELECT timezone FROM current_settings) AS zone,
  toDateTime64(toDateTime(concat(toString(toDate({on:Date}) + 1), ' 00:00:00'), zone), 3, 'UTC') AS day_end,
  marks AS (
    SELECT touch, max(month + arrayMax(bitPositionsToArray(days))) AS last_touch
    FROM (
      SELECT month, touch,
        toUInt32(bitAnd(mask, if(month = toStartOfMonth({on:Date}), bitShiftLeft(toUInt64(1), toDayOfMonth({on:Date})) - 1, 4294967295))) AS days
      FROM (SELECT month, touches FROM person_months FINAL WHERE month <= {on:Date})
      ARRAY JOIN mapKeys(touches) AS touch, mapValues(touches) AS mask
    )
    WHERE days != 0 AND NOT startsWith(touch, '\t')
    GROUP BY touch
  ),
  -- A record that was deleted since still tells which account was touched.
  belonging AS (
    SELECT concat(object, '\t', record_id) AS touch, if(object = 'account' AND account_id = '', record_id, account_id) AS account
    FROM record_spans FINAL
    WHERE valid_from < day_end AND valid_to >= day_end
  )
SELECT multiIf(position(m.touch, '\t') = 0, m.touch, b.account) AS account_id, max(m.last_touch) AS last_touch
FROM marks AS m LEFT JOIN belonging AS b ON b.touch = m.touch
GROUP BY account_id
HAVING account_id != ''
