import type { Change } from '../rollup/change.ts'

export type { Change, PersonMonths } from '../rollup/change.ts'

/** The part of the rollup that ingest needs. */
export type RollupSeam = {
  changed(change: Change): unknown
  /** Resolves when everything announced so far is in the derived tables. */
  settled(): Promise<void>
}
