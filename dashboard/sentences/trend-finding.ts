import { day, type Finding, finding, percent } from './finding.ts'
import { type Adoption, type Shown, shown } from './measure-answer.ts'
import { points } from './points.ts'

/** Adoption on a day. */
export interface AdoptionOn {
  on?: string | undefined
  total: Shown<Adoption> | null
}

/**
 * "From 24 Oct to 21 Nov adoption rose by 3 points, to 63 %": the same two days that every other change of the page is
 * between, so that no two of them contradict each other. Null when one of the two rates is missing.
 */
export function trendFinding(now: AdoptionOn, before: AdoptionOn | undefined): Finding | null {
  const [last, first] = [shown(now.total), shown(before?.total)]
  if (last?.rate == null || first?.rate == null || now.on === undefined || before?.on === undefined) return null
  const change = points(first.rate, last.rate)
  const said = { from: day(before.on, now.on), end: day(now.on), to: percent(last.rate, last.target) }
  // Less than a point is no rise, and yet the numbers beside it may show it in tenths.
  if (change === 0) return finding(first.rate === last.rate ? 'trend.flat' : 'trend.hardly', said)
  return finding(change > 0 ? 'trend.rose' : 'trend.fell', { count: Math.abs(change), ...said })
}
