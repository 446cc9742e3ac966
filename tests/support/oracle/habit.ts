import { activeDayCount } from './activity.ts'
import type { Day } from './day.ts'
import { expectedDays, personDay } from './expectation.ts'
import type { Organisation } from './organisation.ts'
import { groupBy, groupOf, type PeopleDimension, type PeopleFilter } from './population.ts'
import { measuredPeople } from './tasks.ts'

/** One group of `habit`. */
export interface HabitRow {
  group: string
  measured: number
  at_habit: number
  habit: number
}

/** Habit by group: 100 × mean of min(1, A ÷ (0.6 × E)) over the 28 days that end on the date. */
export function habit(org: Organisation, query: { on: Day; by?: PeopleDimension; filter?: PeopleFilter }): HabitRow[] {
  const { on, by, filter } = query
  const groups = groupBy(measuredPeople(org, on, filter), (person) =>
    by === undefined ? '' : groupOf(personDay(org, person, on), by),
  )
  return [...groups].map(([group, people]) => {
    // 0.6 as six tenths, so that a share of exactly one is one.
    const shares = people.map((person) => {
      const tenths = 6 * expectedDays(org, person, on - 27, on)
      return Math.min(1, (10 * activeDayCount(org, person, on - 27, on)) / tenths)
    })
    const sum = shares.reduce((total, share) => total + share, 0)
    const atHabit = shares.filter((share) => share === 1).length
    return { group, measured: people.length, at_habit: atHabit, habit: (100 * sum) / people.length }
  })
}
