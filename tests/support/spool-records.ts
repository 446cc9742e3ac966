import { formatEventLine } from '../../collector/ingest/event-line.ts'
import { lineText, rowLines } from '../../collector/ingest/flush/row-key.ts'
import { decodeHeader, encodeRecord, type RecordHeader } from '../../collector/ingest/record.ts'
import { formatInstant } from '../../collector/store/instant.ts'
import type { EventRow } from '../../schema/datasets/event-row.ts'

const dayMs = 86_400_000

/** A row as the wire makes it; what is not given is plausible. */
export function eventRowOf(messageId: string, given: Partial<EventRow> = {}): EventRow {
  const occurredAt = `${given.date ?? '2026-03-02'} 09:00:00.000`
  return {
    person_key: 'person-1',
    date: occurredAt.slice(0, 10),
    source: 'crm',
    message_id: messageId,
    event: 'Deal Updated',
    occurred_at: occurredAt,
    received_at: '2026-03-02 09:00:01.000',
    skew_ms: 0,
    object: 'opportunity',
    record_id: 'r-1',
    account_id: '',
    origin: 'web',
    app: '',
    task: '',
    contact_at: null,
    hits: null,
    duration_ms: null,
    note_hash: '',
    form: '',
    change_fields: [],
    change_from: [],
    change_to: [],
    schema_version: 1,
    import_seq: 0,
    line: 0,
    ...given,
  }
}

/** The record of one request. */
export function recordOf(rows: readonly EventRow[], given: Partial<RecordHeader> = {}): Buffer {
  const header: RecordHeader = {
    schema_version: 1,
    source: 'crm',
    received_at: Date.parse('2026-03-02T09:00:01Z'),
    accepted: rows.length + (given.dead_letters?.length ?? 0) + (given.duplicates ?? 0),
    duplicates: 0,
    people: [],
    dead_letters: [],
    ...given,
  }
  return encodeRecord(header, rows.map(formatEventLine))
}

/** Rows named by a prefix and a number. */
export function eventRows(count: number, prefix: string, given: Partial<EventRow> = {}): EventRow[] {
  return Array.from({ length: count }, (_, index) => {
    const people = { person_key: `person-${index % 7}` }
    return eventRowOf(`${prefix}-${index}`, { ...people, ...given })
  })
}

/** A date so many days after another. */
export function dateAfter(date: string, days: number): string {
  return formatInstant(Date.parse(`${date}T00:00:00Z`) + days * dayMs).slice(0, 10)
}

/** A payload of the spool, read back: its header and the lines of its rows. */
export function decodeRecord(payload: Buffer): { header: RecordHeader; rows: string[] } {
  const { header, rowsAt } = decodeHeader(payload)
  return { header, rows: rowLines(payload, rowsAt).map(lineText) }
}
