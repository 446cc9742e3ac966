import type { CalendarDate } from '../../schema/calendar-date.ts'

const dayMs = 86_400_000
const weeks = 26

/** A day as its number since 1970-01-01. */
export type Day = number

/** The 26 weeks the demo company has lived, up to the last complete day. */
export type DemoSpan = {
  firstDay: Day
  lastDay: Day
  /** First day of each wave, a Monday. */
  goLive: readonly [Day, Day, Day]
  /** A day off of the whole company, so that every calendar has one. */
  companyDay: Day
}

/** Lays out the span that ends the day before `today`. */
export function demoSpan(today: CalendarDate): DemoSpan {
  const lastDay = dayOf(today) - 1
  const monday = lastDay - weekdayOf(lastDay)
  return {
    firstDay: lastDay - weeks * 7 + 1,
    lastDay,
    goLive: [monday - 23 * 7, monday - 15 * 7, monday - 7 * 7],
    companyDay: monday - 11 * 7 + 3,
  }
}

/** Number of a date. */
export function dayOf(date: CalendarDate): Day {
  return Date.parse(`${date}T00:00:00Z`) / dayMs
}

/** Date of a number. */
export function dateOf(day: Day): CalendarDate {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}

/** Monday is 0. */
export function weekdayOf(day: Day): number {
  return (day + 3) % 7
}
