import { type TrainingRow, trainingRow } from '../../schema/datasets/training.ts'
import type { PersonKeys } from '../access/person-key.ts'
import type { KeyedTable } from './keyed-table.ts'

const content = ['person_key', 'course', 'completed_on'] as const

const heldSql =
  'SELECT DISTINCT person_key, course, completed_on FROM course_completions WHERE person_key IN (SELECT person_key FROM given)'

/** Training: every completion counts once. Nothing is derived from it, it is read as it is. */
export function trainingTable({ keyOf }: PersonKeys): KeyedTable<TrainingRow> {
  return {
    table: 'course_completions',
    schema: trainingRow,
    key: content,
    content,
    store: ({ person_id, course, completed_on }) => ({ person_key: keyOf(person_id), course, completed_on }),
    people: ({ person_id }) => [person_id],
    heldSql,
    given: { structure: 'person_key String', columns: ['person_key'] },
    change: () => undefined,
  }
}
