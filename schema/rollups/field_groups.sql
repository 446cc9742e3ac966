-- Counts the fields of the open records at the end of a day by the smallest groups of their owners.
INSERT INTO field_groups
SELECT {on:Date} AS on_day, toUInt8(0) AS is_head, department, team, role, phase, object, rule.field AS field, max(rule.critical) AS critical,
  count() AS applicable, countIf(rule.state = 1) AS ok, countIf(rule.state = 2) AS missing, countIf(rule.state = 3) AS placeholder,
  countIf(rule.state = 4) AS default, countIf(rule.state = 5) AS invalid, uniqExactIf(owner_key, owner_key != '') AS owners,
  {generation:UInt64} AS generation, toUInt8(0) AS gone
FROM (SELECT department, team, role, phase, object, owner_key, rules FROM standing_records(on = {on:Date}) WHERE is_open)
ARRAY JOIN rules AS rule
GROUP BY department, team, role, phase, object, field
UNION ALL
SELECT {on:Date}, 1, '', '', '', '', '', '', 0, 0, 0, 0, 0, 0, 0, 0, {generation:UInt64}, 0
