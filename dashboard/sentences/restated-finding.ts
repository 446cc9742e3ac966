import type { RestatementReason } from '../../schema/restatement-reason.ts'
import { day, type Finding, finding } from './finding.ts'

/** What is said of a restatement: which period, when, why. */
export interface RestatedPeriod {
  at: string
  why: RestatementReason
  period_end: string
}

/** "Two of these weeks were restated, last on 12 Nov: data came late." Rows come newest first; null without any. */
export function restatedFinding(rows: readonly RestatedPeriod[]): Finding | null {
  const [newest] = rows
  if (newest === undefined) return null
  const count = new Set(rows.map(({ period_end }) => period_end)).size
  return finding('restated.weeks', { count, at: day(newest.at.slice(0, 10)), why: restatedWhy(newest.why) })
}

/** "data came late". */
export function restatedWhy(why: RestatementReason): Finding {
  return finding(`restated.why.${why}`)
}
