import { type Day, weekEnd } from './day.ts'
import { personDay } from './expectation.ts'
import type { Organisation } from './organisation.ts'
import { groupBy, groupOf, type PeopleDimension } from './population.ts'
import { firstActiveDay, isActiveWeek, isExpectedWeek, weekEnds } from './weeks.ts'

/** One cohort of a group, so many weeks after its first. */
export interface RetentionRow {
  period: Day
  partial: boolean
  group: string
  weeks_since: number
  people: number
  expected: number
  active: number
  share: number | null
}

/** Cohorts by the week of the first active day, in the group of the row held on that day. */
export function retention(
  org: Organisation,
  query: { from: Day; to: Day; completeThrough: Day; by?: PeopleDimension },
): RetentionRow[] {
  const weeks = weekEnds(org, query)
  const begun = [...org.people.values()].flatMap((person) => {
    const first = firstActiveDay(org, person)
    return first === null ? [] : [{ person, first, cohort: weekEnd(first, org.program.weekStart) }]
  })
  return weeks.flatMap((period) => {
    const cohort = begun.filter((each) => each.cohort === period)
    const groups = groupBy(cohort, ({ person, first }) =>
      query.by ? groupOf(personDay(org, person, first), query.by) : '',
    )
    return [...groups].flatMap(([group, members]) =>
      weeks
        .filter((week) => week >= period)
        .map((week) => {
          const expected = members.filter(({ person }) => isExpectedWeek(org, person, week)).length
          const active = members.filter(({ person }) => isActiveWeek(org, person, week)).length
          const share = expected === 0 ? null : active / expected
          const weeksSince = (week - period) / 7
          const partial = week > query.completeThrough
          return { period, partial, group, weeks_since: weeksSince, people: members.length, expected, active, share }
        }),
    )
  })
}
