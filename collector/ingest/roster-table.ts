import { type RosterRow, rosterRow } from '../../schema/datasets/roster.ts'
import type { PersonKeys } from '../access/person-key.ts'
import type { KeyedTable, StoredRow } from './keyed-table.ts'

/** Columns of a roster row that make its content. */
export const rosterContent = [
  'person_key',
  'name',
  'email',
  'department',
  'team',
  'role',
  'manager_key',
  'valid_from',
  'valid_to',
  'licensed_from',
  'licensed_to',
  'workdays',
  'calendar',
  'timezone',
  'kind',
  'alias_keys',
] as const

const heldSql = `
SELECT person_key, name, email, department, team, role, manager_key, valid_from, valid_to, licensed_from, licensed_to,
  workdays, calendar, timezone, kind, alias_keys
FROM roster
WHERE person_key IN (SELECT person_key FROM given)
ORDER BY import_seq DESC, line DESC
LIMIT 1 BY person_key, valid_from`

/** The roster: known by person and first day. */
export function rosterTable(personKeys: PersonKeys): KeyedTable<RosterRow> {
  return {
    table: 'roster',
    schema: rosterRow,
    key: ['person_key', 'valid_from'],
    content: rosterContent,
    store: (row) => storeRosterRow(row, personKeys),
    people: ({ person_id, manager_id, aliases }) => [person_id, manager_id, ...aliases],
    heldSql,
    given: { structure: 'person_key String', columns: ['person_key'] },
    change: (_, personKeysChanged) => ({ kind: 'base', why: 'roster', personKeys: personKeysChanged }),
  }
}

/** A roster row as it is stored: ids become keys. */
export function storeRosterRow(row: RosterRow, { keyOf }: PersonKeys): StoredRow {
  const { person_id, manager_id, aliases, ...rest } = row
  return { person_key: keyOf(person_id), ...rest, manager_key: keyOf(manager_id), alias_keys: aliases.map(keyOf) }
}
