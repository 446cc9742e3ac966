import type { DeadLetter } from '../../schema/datasets/dead-letter-row.ts'
import type { EventRow } from '../../schema/datasets/event-row.ts'

/** An event as it is stored, and whose it is. Plain: none of its texts needs an escape in JSON. */
export type TakenEvent = { row: EventRow; personId: string; isPlain: boolean }

/** What one request of the wire brought, final: it is stored as it is. */
export type SinkBatch = {
  source: string
  events: TakenEvent[]
  deadLetters: DeadLetter[]
}

/** Where the wire puts what it takes; resolved means it is on disk. */
export type Sink = {
  append(batch: SinkBatch): Promise<{ duplicates: number }>
  /** Resolves when everything appended before is on disk. */
  close(): Promise<void>
}
