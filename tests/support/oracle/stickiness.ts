import { activeDayCount } from './activity.ts'
import { type Day, monthEnd, weekEnd } from './day.ts'
import { expectedDays, personDay } from './expectation.ts'
import type { Organisation, Person } from './organisation.ts'
import { groupBy, groupOf, type PeopleDimension, type PeopleFilter, peopleOn } from './population.ts'

/** One group of `stickiness` in one period. */
export interface StickinessRow {
  period: Day
  partial: boolean
  group: string
  expected: number
  none: number
  up_to_25: number
  up_to_50: number
  up_to_75: number
  above_75: number
}

type Grain = 'week' | 'month'

/** People by the share of their expected days they were active, in every period that ends between two days. */
export function stickiness(
  org: Organisation,
  query: { from: Day; to: Day; grain: Grain; completeThrough: Day; by?: PeopleDimension; filter?: PeopleFilter },
): StickinessRow[] {
  const { from, to, grain, completeThrough, by, filter } = query
  const endOf = (day: Day) => (grain === 'month' ? monthEnd(day) : weekEnd(day, org.program.weekStart))
  const rows: StickinessRow[] = []
  for (let period = endOf(from); period <= to; period = endOf(period + 1)) {
    const first = grain === 'month' ? monthEnd(period - 31) + 1 : period - 6
    const people = peopleOn(org, period, filter).filter(
      (person) => personDay(org, person, period).eligible && expectedDays(org, person, first, period) > 0,
    )
    const groups = groupBy(people, (person) => (by === undefined ? '' : groupOf(personDay(org, person, period), by)))
    for (const [group, members] of groups) {
      const bands = members.map((person) => bandOf(org, person, first, period))
      const count = (band: string) => bands.filter((each) => each === band).length
      rows.push({
        period,
        partial: period > completeThrough,
        group,
        expected: members.length,
        none: count('0'),
        up_to_25: count('25'),
        up_to_50: count('50'),
        up_to_75: count('75'),
        above_75: count('100'),
      })
    }
  }
  return rows
}

function bandOf(org: Organisation, person: Person, from: Day, to: Day): string {
  const percent = (100 * activeDayCount(org, person, from, to)) / expectedDays(org, person, from, to)
  if (percent === 0) return '0'
  if (percent <= 25) return '25'
  if (percent <= 50) return '50'
  return percent <= 75 ? '75' : '100'
}
