import { type Day, parseDay } from '../day.ts'

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
