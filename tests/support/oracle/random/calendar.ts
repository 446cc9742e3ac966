import { type Day, formatDay, monthEnd, parseDay, weekEnd } from '../day.ts'
import type { Dice } from './dice.ts'

/** First day with any event; daylight saving ends and begins inside the span, in several zones. */
export const FIRST_DAY: Day = parseDay('2024-09-02')

/** Last day with any event. */
export const LAST_DAY: Day = parseDay('2025-06-30')

/** Zones of people with their usual distance to UTC in minutes; blank means the program's. */
export const ZONES: readonly [[string, number], ...[string, number][]] = [
  ['', 0],
  ['UTC', 0],
  ['Europe/Zurich', 60],
  ['America/New_York', -300],
  ['Asia/Dubai', 240],
  ['Asia/Kolkata', 330],
  ['Australia/Lord_Howe', 630],
  ['Pacific/Auckland', 720],
]

/** Writes an instant as RFC 3339 in UTC. */
export function formatInstant(ms: number): string {
  return new Date(ms).toISOString()
}

/** Some days of the span, ascending: two of any kind, a week end, a month end and the last day. */
export function inventDates(dice: Dice): string[] {
  const someDay = () => dice.int(FIRST_DAY + 50, LAST_DAY - 8)
  const days = new Set([someDay(), someDay(), weekEnd(someDay(), 0), monthEnd(someDay()), LAST_DAY])
  return [...days].sort((a, b) => a - b).map(formatDay)
}
