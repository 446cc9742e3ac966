/** What ingest tells the only writer of derived tables, after its rows are stored. */
export type Change =
  | { kind: 'base'; why: 'roster' | 'leave' | 'holidays' | 'program' | 'undo'; personKeys?: string[] }
  | { kind: 'events'; why: 'late_data' | 'undo'; personMonths: PersonMonths }
  | { kind: 'records'; importSeq: number }

/** First and last UTC date of the events of each person_key. */
export type PersonMonths = Map<string, { from: string; to: string }>

/** The part of the rollup that ingest needs. */
export type RollupSeam = {
  changed(change: Change): unknown
  /** Resolves when everything announced so far is in the derived tables. */
  settled(): Promise<void>
}
