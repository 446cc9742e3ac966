import type { EventRow } from '../../schema/datasets/event-row.ts'

/** Columns of a row of schema version 1, in the order of its line. Never changed: a new version gets a new list. */
export const eventLineColumns = [
  'person_key',
  'date',
  'source',
  'message_id',
  'event',
  'occurred_at',
  'received_at',
  'skew_ms',
  'object',
  'record_id',
  'account_id',
  'origin',
  'app',
  'task',
  'contact_at',
  'hits',
  'duration_ms',
  'note_hash',
  'form',
  'change_fields',
  'change_from',
  'change_to',
  'schema_version',
  'import_seq',
  'line',
] as const satisfies readonly (keyof EventRow)[]

/** The line of a row as it stands in the spool and is sent to the store: JSONCompactEachRow. */
export function formatEventLine(row: EventRow): string {
  return JSON.stringify(eventLineColumns.map((column) => row[column]))
}
