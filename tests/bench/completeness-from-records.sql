-- Completeness by department from the raw records alone. It is right only where it is used: every record has one version and is
-- open, and its critical fields are f1, f2 and f3.
SELECT r.department AS group, count() AS records,
  countIf(v.states['f1'] = 1 AND v.states['f2'] = 1 AND v.states['f3'] = 1) AS complete
FROM (SELECT owner_key, states FROM record_versions FINAL WHERE updated_at < toDateTime64({on:Date} + 1, 3, 'UTC')) AS v
INNER JOIN (SELECT person_key, department FROM roster FINAL WHERE valid_from <= {on:Date} AND valid_to > {on:Date}) AS r
  ON r.person_key = v.owner_key
GROUP BY r.department ORDER BY r.department
