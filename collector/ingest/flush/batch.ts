import { eventSchemaVersion } from '../../../schema/datasets/event-row.ts'
import { decodeRecord, type RecordHeader } from '../record.ts'
import { LaneStop } from './error-class.ts'
import { readRowKey } from './row-key.ts'

/** A row of a batch: its line as it will be sent, and what has to be known about it. */
export type BatchRow = {
  line: string
  /** Source and message id: what makes two rows the same event. */
  identity: string
  personKey: string
  date: string
  record: BatchRecord
}

/** A record of the spool without its rows. */
export type BatchRecord = { sequence: number; header: RecordHeader }

/** Records that go to the store together, `from` and `to` included; what could not be read in between is left out. */
export type Batch = {
  from: number
  to: number
  records: BatchRecord[]
  rows: BatchRow[]
  bytes: number
  /** Instant the oldest record was received, epoch milliseconds; null without records. */
  oldestAt: number | null
}

/** A batch without anything yet, that begins at a sequence. */
export function emptyBatch(from: number): Batch {
  return { from, to: from - 1, records: [], rows: [], bytes: 0, oldestAt: null }
}

/** Puts a record of the spool into the batch; throws when its payload is none. */
export function addRecord(batch: Batch, sequence: number, payload: Buffer): void {
  const { header, rows: lines } = decodeRecord(payload)
  if (header.schema_version > eventSchemaVersion) {
    throw new LaneStop(
      `Record ${sequence} of the spool was written by a newer version of Takehold. Start that version; nothing is lost`,
    )
  }
  const record = { sequence, header }
  const rows = lines.map((line) => ({ line, ...readRowKey(line), record }))
  batch.records.push(record)
  for (const row of rows) batch.rows.push(row)
  batch.bytes += payload.length
  batch.to = sequence
  batch.oldestAt = Math.min(batch.oldestAt ?? header.received_at, header.received_at)
}
