import type { Change } from '../rollup/change.ts'

/** What ingest needs of the only writer of derived tables: it is told after the rows are stored. */
export type RollupSeam = {
  changed(change: Change): unknown
  /** Resolves when everything announced so far is in the derived tables. */
  settled(): Promise<void>
}
