import { z } from 'zod'
import { calendarDate } from '../schema/calendar-date.ts'

const name = z.string().min(1).optional().catch(undefined)

/** What every page keeps in its address, so that a link shows the same numbers; absent = the default. */
export const pageSearch = z.object({
  date: calendarDate.optional().catch(undefined).describe('date of the numbers; without it the last complete day'),
  department: name,
  team: name,
  phase: name,
})

/** What every page keeps in its address. */
export type PageSearch = z.infer<typeof pageSearch>

/** Address parameters as plain text: `?date=2026-11-13&department=Sales`, readable and without JSON. */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text))
}

/** The opposite of `parseSearch`; empty parameters are left out. */
export function formatSearch(search: Record<string, unknown>): string {
  const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== '')
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()
  return text ? `?${text}` : ''
}
