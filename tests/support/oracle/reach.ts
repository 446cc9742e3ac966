import { activeDayCount, activeDays, coreTasksOf } from './activity.ts'
import { type Day, daysBetween } from './day.ts'
import { expectedDays, personDay } from './expectation.ts'
import type { Organisation, Person } from './organisation.ts'
import { groupBy, groupOf, type PeopleDimension, type PeopleFilter } from './population.ts'
import { measuredPeople } from './tasks.ts'

/** One group of `reach`. */
export interface ReachRow {
  group: string
  measured: number
  active: number
  reach: number
  regularity: number | null
  profiled: number
  range: number | null
}

/** Reach, regularity and range by group over the 28 days that end on the date. */
export function reach(org: Organisation, query: { on: Day; by?: PeopleDimension; filter?: PeopleFilter }): ReachRow[] {
  const { on, by, filter } = query
  const groups = groupBy(measuredPeople(org, on, filter), (person) =>
    by === undefined ? '' : groupOf(personDay(org, person, on), by),
  )
  return [...groups].map(([group, people]) => {
    const active = people.filter((person) => activeDayCount(org, person, on - 27, on) >= 1)
    const ranges = active.flatMap((person) => rangeOf(org, person, on))
    return {
      group,
      measured: people.length,
      active: active.length,
      reach: active.length / people.length,
      regularity: mean(active.map((person) => regularityOf(org, person, on))),
      profiled: ranges.length,
      range: mean(ranges),
    }
  })
}

function regularityOf(org: Organisation, person: Person, on: Day): number {
  const expected = expectedDays(org, person, on - 27, on)
  return Math.min(activeDayCount(org, person, on - 27, on), expected) / expected
}

// Nothing for a person whose role has no core tasks.
function rangeOf(org: Organisation, person: Person, on: Day): number[] {
  const tasks = coreTasksOf(org, personDay(org, person, on).row?.role ?? '')
  const days = daysBetween(on - 27, on).map((day) => activeDays(org, person).get(day))
  const done = tasks.filter((task) => days.some((day) => day?.tasks.has(task)))
  return tasks.length === 0 ? [] : [done.length / tasks.length]
}

function mean(values: number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}
