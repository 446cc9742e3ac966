import { addMonths } from 'date-fns/addMonths'
import { endOfMonth } from 'date-fns/endOfMonth'
import { format } from 'date-fns/format'
import { parseISO } from 'date-fns/parseISO'
import { startOfMonth } from 'date-fns/startOfMonth'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'

/** First and last day, or first days of the first and last month. */
export type Range = { from: string; to: string }

/** First and last local month that events or rollups can be of; undefined when there are none. */
export async function monthSpan(store: Store): Promise<Range | undefined> {
  const [span] = await queryRows(
    store.writer,
    `SELECT min(first_day) AS first, max(last_day) AS last, sum(days) AS rows FROM (
       SELECT min(date) AS first_day, max(date) AS last_day, count() AS days FROM events HAVING days > 0
       UNION ALL SELECT min(month), max(month), count() AS days FROM person_months HAVING days > 0)`,
  )
  if (span === undefined || Number(span.rows) === 0) return undefined
  return { from: firstOfMonth(dayBeside(String(span.first), -1)), to: firstOfMonth(dayBeside(String(span.last), 1)) }
}

/** The day some days after another. */
export function dayBeside(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** First day of the month of a day. */
export function firstOfMonth(day: string): string {
  return format(startOfMonth(parseISO(day)), 'yyyy-MM-dd')
}

/** Last day of the month of a day. */
export function lastOfMonth(day: string): string {
  return format(endOfMonth(parseISO(day)), 'yyyy-MM-dd')
}

/** First day of the month some months after that of another first day. */
export function monthBeside(month: string, months: number): string {
  return format(addMonths(parseISO(month), months), 'yyyy-MM-dd')
}
