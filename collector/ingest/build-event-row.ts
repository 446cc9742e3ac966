import { type EventRow, eventSchemaVersion } from '../../schema/datasets/event-row.ts'
import type { EventCells } from '../../schema/datasets/events.ts'
import { formatDate, formatInstant } from '../store/instant.ts'
import { contentHash } from './content-hash.ts'
import type { Refusal } from './dead-letter.ts'

/** Where and when an event came. */
export type EventArrival = {
  source: string
  /** As the store reads instants; the same for a whole file or batch. */
  receivedAt: string
  skewMs: number
  importSeq: number
  line: number
}

const dayMs = 86_400_000
const oldestAt = Date.UTC(1990, 0, 1)

/** The row of a validated event; `messageId` is its own or the derived one. */
export function buildEventRow(
  cells: EventCells,
  messageId: string,
  personKey: string,
  { source, receivedAt, skewMs, importSeq, line }: EventArrival,
): EventRow {
  return {
    person_key: personKey,
    date: formatDate(cells.occurred_at),
    source,
    message_id: messageId,
    event: cells.event,
    occurred_at: formatInstant(cells.occurred_at),
    received_at: receivedAt,
    skew_ms: skewMs,
    object: cells.object,
    record_id: cells.record_id,
    account_id: cells.account_id,
    origin: cells.origin,
    app: cells.app,
    task: cells.task,
    contact_at: cells.contact_at === null ? null : formatInstant(cells.contact_at),
    hits: cells.hits,
    duration_ms: cells.duration_ms,
    note_hash: hashedNote(cells.note_hash),
    form: cells.form,
    change_fields: cells.changes.fields,
    change_from: cells.changes.from,
    change_to: cells.changes.to,
    schema_version: eventSchemaVersion,
    import_seq: importSeq,
    line,
  }
}

/** Refuses clocks that cannot be right: more than a day ahead of ours, or before 1990. */
export function implausibleInstant(occurredAt: number, now: number): Refusal | undefined {
  if (occurredAt > now + dayMs) {
    return { code: 'in_future', reason: 'occurred_at: lies more than 24 hours in the future' }
  }
  return occurredAt < oldestAt ? { code: 'too_old', reason: 'occurred_at: lies before 1990' } : undefined
}

/** A hash as it came; a sender that puts the note itself there must not bring it into the store. */
export function hashedNote(note: string): string {
  return note === '' || /^[\w+/=:.-]{8,128}$/.test(note) ? note : contentHash(note)
}
