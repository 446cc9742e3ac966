/** A local date as whole days since 1970-01-01, so that "the day before" is a subtraction. */
export type Day = number

/** Stands for "no end": later than any date of a test. */
export const NO_END: Day = 9_999_999

const DAY_MS = 86_400_000

/** Reads `YYYY-MM-DD`. */
export function parseDay(text: string): Day {
  const ms = Date.parse(`${text}T00:00:00Z`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(ms)) throw new Error(`not a date: ${text}`)
  return ms / DAY_MS
}

/** Writes `YYYY-MM-DD`. */
export function formatDay(day: Day): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** Weekday with Monday as 0. */
export function weekday(day: Day): number {
  return (((day + 3) % 7) + 7) % 7
}

/** The UTC date of an instant. */
export function utcDay(instantMs: number): Day {
  return Math.floor(instantMs / DAY_MS)
}

/** Last day of the week that holds `day`, for weeks that begin on weekday `weekStart`. */
export function weekEnd(day: Day, weekStart: number): Day {
  return day - ((weekday(day) - weekStart + 7) % 7) + 6
}

/** Last day of the month that holds `day`. */
export function monthEnd(day: Day): Day {
  const date = new Date(day * DAY_MS)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0) / DAY_MS
}

/** Every day from `from` to `to`, both included. */
export function daysBetween(from: Day, to: Day): Day[] {
  const days: Day[] = []
  for (let day = from; day <= to; day++) days.push(day)
  return days
}
