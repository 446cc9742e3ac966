import type { DeadLetter } from '../../schema/datasets/dead-letter-row.ts'
import type { EventRow } from '../../schema/datasets/event-row.ts'

/** What one request of the wire brought, final: it is stored as it is. */
export type SinkBatch = {
  source: string
  events: EventRow[]
  deadLetters: DeadLetter[]
  /** Ids of the people in the events, for the table of identities. */
  personIds: ReadonlySet<string>
}

/** Where the wire puts what it takes; resolved means it is on disk. */
export type Sink = {
  append(batch: SinkBatch): Promise<{ duplicates: number }>
  /** Resolves when everything appended before is on disk. */
  close(): Promise<void>
}
