import { type LeaveRow, leaveRow } from '../../schema/datasets/leave.ts'
import type { PersonKeys } from '../access/person-key.ts'
import type { KeyedTable } from './keyed-table.ts'

const content = ['person_key', 'from_date', 'to_date', 'kind'] as const

const heldSql =
  'SELECT DISTINCT person_key, from_date, to_date, kind FROM leave WHERE person_key IN (SELECT person_key FROM given)'

/** Leave: every row counts, so the content is the key. */
export function leaveTable({ keyOf }: PersonKeys): KeyedTable<LeaveRow> {
  return {
    table: 'leave',
    schema: leaveRow,
    key: content,
    content,
    store: ({ person_id, from, to, kind }) => ({ person_key: keyOf(person_id), from_date: from, to_date: to, kind }),
    people: ({ person_id }) => [person_id],
    heldSql,
    given: { structure: 'person_key String', columns: ['person_key'] },
    change: (_, personKeys) => ({ kind: 'base', why: 'leave', personKeys }),
  }
}
