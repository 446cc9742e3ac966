-- Roster, accounts and records of a made-up organisation of {people} people in {departments} departments and {teams} teams; a
-- team lies within one department, and a person owns four accounts with their records.
INSERT INTO roster (person_key, name, department, team, role, manager_key, valid_from, valid_to, licensed_from, licensed_to, workdays, kind)
SELECT lower(hex(sipHash64(number, 'person'))), concat('Person ', toString(number)),
  concat('Department ', leftPad(toString(number % {departments:UInt32}), 2, '0')),
  concat('Team ', leftPad(toString(number % {teams:UInt32}), 3, '0')), 'member',
  lower(hex(sipHash64(number % {teams:UInt32}, 'person'))), {from:Date}, '2149-06-06', {from:Date}, '2149-06-06', 31, 'human'
FROM numbers({people:UInt64});

INSERT INTO identities (person_key, person_id)
SELECT lower(hex(sipHash64(number, 'person'))), concat('p-', toString(number)) FROM numbers({people:UInt64});

INSERT INTO accounts (account_id, name, tier, department, valid_from, valid_to)
SELECT concat('a-', toString(number)), concat('Account ', toString(number)), ['A', 'B', 'C'][1 + number % 3],
  concat('Department ', leftPad(toString(intDiv(number, 4) % {departments:UInt32}), 2, '0')), {from:Date}, '2149-06-06'
FROM numbers({people:UInt64} * 4);

INSERT INTO record_versions (object, record_id, updated_at, created_at, owner_key, editor_key, account_id, stage, origin, states, judged_by, line)
WITH
  number % 10 AS kind,
  intDiv(number, 10) AS account,
  sipHash64(number, 'states') AS h,
  toDateTime64({from:Date}, 3, 'UTC') + toIntervalDay(h % 300) AS at
SELECT multiIf(kind = 0, 'account', kind <= 4, 'contact', 'opportunity') AS object,
  if(kind = 0, concat('a-', toString(account)), concat(toString(kind), '-', toString(account))) AS record_id,
  at AS updated_at, at AS created_at, lower(hex(sipHash64(intDiv(account, 4), 'person'))) AS owner_key, owner_key AS editor_key,
  concat('a-', toString(account)) AS account_id, if(kind > 4, 'Proposal', '') AS stage, 'web' AS origin,
  mapFromArrays(arrayMap(field -> concat('f', toString(field)), range(1, 13)),
    arrayMap(field -> toUInt8(if(sipHash64(number, field) % 20 = 0, 2 + h % 4, 1)), range(1, 13))) AS states,
  (SELECT rules FROM program_versions FINAL WHERE version = (SELECT version FROM current_version)) AS judged_by, number AS line
FROM numbers({people:UInt64} * 40);
