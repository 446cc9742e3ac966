import { type FeedbackRow, feedbackRow } from '../../schema/datasets/feedback.ts'
import type { PersonKeys } from '../access/person-key.ts'
import { formatInstant } from '../store/instant.ts'
import type { KeyedTable } from './keyed-table.ts'

const heldSql = `
SELECT person_key, at, question, score, reason FROM feedback_answers
WHERE person_key IN (SELECT person_key FROM given)
ORDER BY import_seq DESC, line DESC
LIMIT 1 BY person_key, at, question`

/** Answers: known by person, instant and question. Nothing is derived from them, they are read as they are. */
export function feedbackTable({ keyOf }: PersonKeys): KeyedTable<FeedbackRow> {
  return {
    table: 'feedback_answers',
    schema: feedbackRow,
    key: ['person_key', 'at', 'question'],
    content: ['person_key', 'at', 'question', 'score', 'reason'],
    store: ({ person_id, at, ...row }) => ({ person_key: keyOf(person_id), at: formatInstant(at), ...row }),
    people: ({ person_id }) => [person_id],
    heldSql,
    given: { structure: 'person_key String', columns: ['person_key'] },
    change: () => undefined,
  }
}
