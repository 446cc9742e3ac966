/** Columns of the events file. */
export const eventColumns = [
  'message_id',
  'person_id',
  'event',
  'occurred_at',
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
  'changes',
] as const

/** A row of the events file; what is absent is an empty cell. */
export type EventCells = Partial<Record<(typeof eventColumns)[number], string>>
