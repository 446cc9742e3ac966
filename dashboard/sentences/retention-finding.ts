import { day, type Finding, finding, words } from './finding.ts'
import { type Retention, type Shown, shownRows } from './measure-answer.ts'

const weeksLater = 4

/**
 * "Of the 24 who began in the week to 14 Sep, 18 came back four weeks later": of the largest such cohort, the newest of equals;
 * null when none is that old.
 */
export function retentionFinding(rows: readonly Shown<Retention>[]): Finding | null {
  const cohorts = shownRows(rows).filter((row) => row.weeks_since === weeksLater && !row.partial && row.expected > 0)
  const [largest] = cohorts.toSorted((a, b) => b.expected - a.expected || b.period.localeCompare(a.period))
  if (largest === undefined) return null
  const { active, expected, period } = largest
  return finding('retention.later', { active, count: expected, end: day(period), weeks: words(weeksLater) })
}
