-- Represented accounts by department from raw accounts, records, roster and events. It is right only where it is used: every
-- account has its record, an owner and contacts, and critical account fields are f1, f2 and f3.
WITH
  touched AS (
    SELECT account_id, max(date) AS last_on FROM events FINAL
    WHERE event IN ('Activity Logged', 'Record Updated', 'Record Created') AND account_id != '' AND date <= {on:Date}
      AND date > {on:Date} - 180
    GROUP BY account_id
  ),
  complete AS (
    SELECT account_id FROM record_versions FINAL
    WHERE object = 'account' AND updated_at < toDateTime64({on:Date} + 1, 3, 'UTC')
      AND states['f1'] = 1 AND states['f2'] = 1 AND states['f3'] = 1
  )
SELECT a.department AS group, count() AS universe,
  countIf(a.account_id IN (SELECT account_id FROM complete) AND t.last_on > {on:Date} - transform(a.tier, ['A', 'B'], [30, 90], 180)) AS touched
FROM (SELECT account_id, tier, department FROM accounts FINAL WHERE valid_from <= {on:Date} AND valid_to > {on:Date}) AS a
LEFT JOIN touched AS t ON t.account_id = a.account_id
GROUP BY a.department ORDER BY a.department
