-- Newest local date up to {on} on which a human touched each record: by a value action on it, or by a version of it, the latter within
-- the 180 days that end on {on}.
CREATE OR REPLACE VIEW record_touches_on AS
WITH
  acted AS (
    SELECT if(startsWith(touch, '\t'), substring(touch, 2), touch) AS record, max(month + arrayMax(bitPositionsToArray(days))) AS touched_on
    FROM (
      SELECT month, touch,
        toUInt32(bitAnd(mask, if(month = toStartOfMonth({on:Date}), bitShiftLeft(toUInt64(1), toDayOfMonth({on:Date})) - 1, 4294967295))) AS days
      FROM (SELECT month, touches FROM person_months FINAL WHERE month <= {on:Date})
      ARRAY JOIN mapKeys(touches) AS touch, mapValues(touches) AS mask
    )
    WHERE days != 0 AND position(touch, '\t') > 0
    GROUP BY record
  ),
  edited AS (
    SELECT concat(object, '\t', record_id) AS record, max(edited_on) AS touched_on
    FROM edited_versions(from_date = toDate(greatest(toInt32(toDate({on:Date})) - 179, 7)), to_date = {on:Date})
    WHERE by_human
    GROUP BY record
  )
SELECT splitByChar('\t', record, 2)[1] AS object, splitByChar('\t', record, 2)[2] AS record_id, max(touched_on) AS last_touch
FROM (SELECT record, touched_on FROM acted UNION ALL SELECT record, touched_on FROM edited)
GROUP BY record
