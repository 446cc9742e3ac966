import type { ImportReport } from '../../schema/datasets/import-report.ts'
import type { PersonKeys } from '../access/person-key.ts'
import type { Change } from '../rollup/change.ts'
import type { Store } from '../store/open-store.ts'
import type { Refusal } from './dead-letter.ts'
import type { EventStore } from './event-store.ts'
import type { Counts } from './feed-counts.ts'
import type { Identities } from './identities.ts'
import type { RawRow } from './raw-row.ts'

/** What storing rows of a file needs. */
export type LoadDeps = { store: Store; events: EventStore; identities: Identities; personKeys: PersonKeys }

/** The import a loader works for. */
export type LoadContext = {
  importSeq: number
  source: string
  file: string
  dryRun: boolean
  receivedAt: number
  /** How long one insert is sent again while the store is away. */
  waitMsMax: number
}

/** What became of one chunk. */
export type Taken = { duplicates: number; refused: { row: RawRow; refusal: Refusal }[] }

/** Stores the rows of one dataset, chunk by chunk. */
export type Loader = {
  /** Validates at once and stores when it is its turn: when the chunks before it are stored. */
  take(rows: RawRow[], turn: Promise<void>): Promise<Taken>
  /** Stores what can be told only after the last row. */
  finish?(): Promise<{ duplicates: number }>
  /** What the derived tables must hear, once the last chunk is stored. */
  change(): Change | undefined
  /** What the report says beside the counts; asked after the derived tables have settled. */
  findings(): Promise<Partial<ImportReport>>
  /** Adds to the counts of the feed, where the dataset is counted. */
  count?(counts: Counts, chunk: number): Promise<void>
}
