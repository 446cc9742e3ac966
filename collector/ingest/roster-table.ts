import { type RosterRow, rosterRow } from '../../schema/datasets/roster.ts'
import type { PersonKeys } from '../access/person-key.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'
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
WHERE person_key IN {keys:Array(String)}
ORDER BY import_seq DESC, line DESC
LIMIT 1 BY person_key, valid_from`

/** The roster: known by person and first day. */
export function rosterTable({ writer }: Store, personKeys: PersonKeys): KeyedTable<RosterRow> {
  return {
    table: 'roster',
    schema: rosterRow,
    key: ['person_key', 'valid_from'],
    content: rosterContent,
    store: (row) => storeRosterRow(row, personKeys),
    people: ({ person_id, manager_id, aliases }) => [person_id, manager_id, ...aliases],
    held: (rows) => queryRows(writer, heldSql, { keys: [...new Set(rows.map(({ person_key }) => person_key))] }),
    change: (_, personKeysChanged) => ({ kind: 'base', why: 'roster', personKeys: personKeysChanged }),
  }
}

/** A roster row as it is stored: ids become keys. */
export function storeRosterRow(row: RosterRow, { keyOf }: PersonKeys): StoredRow {
  const { person_id, manager_id, aliases, ...rest } = row
  return { person_key: keyOf(person_id), ...rest, manager_key: keyOf(manager_id), alias_keys: aliases.map(keyOf) }
}
