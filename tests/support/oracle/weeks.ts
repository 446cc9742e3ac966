import { activeDays } from './activity.ts'
import { type Day, daysBetween, weekEnd } from './day.ts'
import { expectedDays } from './expectation.ts'
import type { Organisation, Person } from './organisation.ts'

/** Ends of the weeks that end from one day to another and have begun by the last complete day of data. */
export function weekEnds(org: Organisation, range: { from: Day; to: Day; completeThrough: Day }): Day[] {
  const { from, to, completeThrough } = range
  return daysBetween(from, to).filter(
    (day) => day === weekEnd(day, org.program.weekStart) && day - 6 <= completeThrough,
  )
}

/** Is a day of the week active? */
export function isActiveWeek(org: Organisation, person: Person, end: Day): boolean {
  const active = activeDays(org, person)
  return daysBetween(end - 6, end).some((day) => active.has(day))
}

/** An expected week has at least one expected day, or an active one. */
export function isExpectedWeek(org: Organisation, person: Person, end: Day): boolean {
  return expectedDays(org, person, end - 6, end) >= 1 || isActiveWeek(org, person, end)
}

/** The first active day of a person, or null. */
export function firstActiveDay(org: Organisation, person: Person): Day | null {
  const days = [...activeDays(org, person).keys()]
  return days.length === 0 ? null : Math.min(...days)
}
