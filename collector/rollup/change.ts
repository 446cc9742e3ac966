import type { RestatementReason } from '../../schema/restatement-reason.ts'

/** First and last UTC date of the events of each person_key. */
export type PersonMonths = Map<string, { from: string; to: string }>

/** What happened to the facts, told to the rollup after the rows are stored. */
export type Change =
  | { kind: 'base'; why: 'roster' | 'leave' | 'holidays' | 'program' | 'undo' | 'erasure'; personKeys?: string[] }
  | { kind: 'events'; why: 'late_data' | 'undo'; personMonths: PersonMonths }
  | { kind: 'flags'; personMonths: PersonMonths }
  | { kind: 'records'; importSeq: number }
  /** Facts that no derived table holds, such as accounts: only what was counted from them is to be counted anew. */
  | { kind: 'counted' }
  | { kind: 'program'; definitionChanged: boolean }

/** Why numbers of the past were restated. */
export type Why = RestatementReason
