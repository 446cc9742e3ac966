import { z } from 'zod'
import type { CalendarDate } from '../../schema/calendar-date.ts'
import { queryRows } from '../store/query.ts'
import { monthEndOn, shiftDay, weekEndOn } from './calendar.ts'
import type { Settled } from './question.ts'
import type { Reading } from './reading.ts'

type Row = Record<string, unknown>

/** The rows with one of zeros where nothing was counted, so that nobody reads like nothing known, by none. */
export async function withEmptyRows(reading: Reading, { definition, range }: Settled, rows: Row[]): Promise<Row[]> {
  if (definition.keys) return rows
  if (definition.shape === 'snapshot') return rows.length > 0 ? rows : [emptyRow(definition.row)]
  const present = new Set(rows.map((row) => row.period))
  const absent = periodEnds(range).filter((day) => !present.has(day))
  const empty = (await daysOfNobody(reading, absent)).map((period) => ({
    ...emptyRow(definition.row),
    period,
    partial: period > range.completeDay,
  }))
  return [...rows, ...empty].sort((a, b) => (String(a.period) < String(b.period) ? -1 : 1))
}

/** A row in which nobody and nothing is counted: what may be null is null, a number is zero. */
export function emptyRow(schema: z.ZodObject): Row {
  return Object.fromEntries(Object.entries(schema.shape).map(([name, part]) => [name, emptyValue(part)]))
}

function emptyValue(schema: unknown): unknown {
  if (schema instanceof z.ZodNullable) return null
  if (schema instanceof z.ZodBoolean) return false
  return schema instanceof z.ZodNumber ? 0 : ''
}

// Periods that have not begun are no part of an answer.
function periodEnds({ from, to, grain, completeDay, weekStart }: Settled['range']): CalendarDate[] {
  const endOn = (day: CalendarDate) => (grain === 'week' ? weekEndOn(day, weekStart) : monthEndOn(day))
  const last = [to, endOn(completeDay)].sort()[0] ?? to
  const ends: CalendarDate[] = []
  for (let end = endOn(from); end <= last; end = endOn(shiftDay(end, 1))) ends.push(end)
  return ends
}

// A day may lack its snapshot because it lies long before the data; then somebody may be eligible, and zero would be wrong.
const unknownDays = `
SELECT DISTINCT toString(eligible_on) AS day
FROM (
  SELECT arrayJoin(arrayFilter(each -> eligible_from <= each AND each < eligible_to, {days:Array(Date)})) AS eligible_on
  FROM current_segments
)
WHERE eligible_on NOT IN (SELECT on_day FROM person_state FINAL WHERE on_day IN {days:Array(Date)})`

async function daysOfNobody({ store }: Reading, days: CalendarDate[]): Promise<CalendarDate[]> {
  if (days.length === 0) return []
  const unknown = await queryRows(store.writer, unknownDays, { days }, z.object({ day: z.string() }))
  const open = new Set(unknown.map(({ day }) => day))
  return days.filter((day) => !open.has(day))
}
