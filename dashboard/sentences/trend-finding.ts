import { day, type Finding, finding, percent, words } from './finding.ts'
import { type AdoptionPeriod, type Shown, shownRows } from './measure-answer.ts'
import { points } from './points.ts'

const periodsBack = 4

/**
 * "In the four weeks to 15 Nov adoption rose by 3 points, to 63 %": the last complete week against four weeks before it,
 * or the first one when the range is shorter. Null without two complete weeks that have a rate.
 */
export function trendFinding(rows: readonly Shown<AdoptionPeriod>[], grain: 'week' | 'month'): Finding | null {
  const complete = shownRows(rows).filter((row) => !row.partial && row.rate !== null)
  const last = complete.at(-1)
  const back = Math.min(periodsBack, complete.length - 1)
  const first = complete.at(-1 - back)
  if (last?.rate == null || first?.rate == null || back < 1) return null
  const change = points(first.rate, last.rate)
  const span = finding(`trend.span_${grain}`, { count: back, periods: words(back) })
  const to = percent(last.rate, last.target)
  const end = day(last.period)
  if (change === 0) return finding('trend.flat', { span, end, to })
  return finding(change > 0 ? 'trend.rose' : 'trend.fell', { count: Math.abs(change), span, end, to })
}
