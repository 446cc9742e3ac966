import { type AdoptionCounts, type AdoptionRow, adoption } from './adoption.ts'
import { type Day, monthEnd, weekEnd } from './day.ts'
import type { Organisation } from './organisation.ts'
import type { PeopleDimension, PeopleFilter } from './population.ts'

/** Adoption at one period end; partial when the period ends after the last complete day of data. */
export interface TrendPoint {
  period: Day
  partial: boolean
  rows: AdoptionRow[]
  total: AdoptionCounts
}

/** `adoption` at the end of every week or month that touches the range. */
export function adoptionTrend(
  org: Organisation,
  query: {
    from: Day
    to: Day
    grain: 'week' | 'month'
    completeThrough: Day
    by?: PeopleDimension
    filter?: PeopleFilter
  },
): TrendPoint[] {
  const endOf = (day: Day) => (query.grain === 'month' ? monthEnd(day) : weekEnd(day, org.program.weekStart))
  const { from, to, grain, completeThrough, ...rest } = query
  const points: TrendPoint[] = []
  for (let period = endOf(from); period <= endOf(to); period = endOf(period + 1)) {
    points.push({ period, partial: period > completeThrough, ...adoption(org, { ...rest, on: period }) })
  }
  return points
}
