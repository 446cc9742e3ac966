import { z } from 'zod'
import type { CalendarDate } from '../../schema/calendar-date.ts'
import type { Filter } from '../../schema/measures/measure.ts'
import { queryRows } from '../store/query.ts'
import type { MeasureView } from './measure-views.ts'
import type { Reading } from './reading.ts'

/** Values that each filter admits; an absent filter admits all. */
export type Filters = Partial<Record<Filter, readonly string[]>>

/** What a view is asked; people are the scope's restriction, null is none. */
export type ViewQuestion = {
  on: CalendarDate
  by?: string
  filters: Filters
  people: readonly string[] | null
  range?: { from: CalendarDate; to: CalendarDate; grain: 'week' | 'month'; completeDay: CalendarDate }
}

const common = `departments = {departments:Array(String)}, teams = {teams:Array(String)}, roles = {roles:Array(String)},
  phases = {phases:Array(String)}, people = {people:Array(String)}`

/** One whole statement for each view. */
const statements: Record<MeasureView, string> = {
  adoption: `SELECT * FROM adoption(on = {on:Date}, by = {by:String}, ${common}) ORDER BY group`,
  adoption_trend: `SELECT * FROM adoption_trend(from_date = {from_date:Date}, to_date = {to_date:Date}, grain = {grain:String},
  complete_day = {complete_day:Date}, by = {by:String}, ${common}) ORDER BY period, group`,
  coverage: `SELECT * FROM coverage(on = {on:Date}, ${common}) ORDER BY group`,
  coverage_total: `SELECT * FROM coverage_total(on = {on:Date}, ${common})`,
  completeness: `SELECT * FROM completeness(on = {on:Date}, by = {by:String}, objects = {objects:Array(String)}, ${common}) ORDER BY group`,
  completeness_fields: `SELECT * FROM completeness_fields(on = {on:Date}, objects = {objects:Array(String)}, ${common}) ORDER BY object, field`,
  represented: `SELECT * FROM represented(on = {on:Date}, by = {by:String}, departments = {departments:Array(String)},
  phases = {phases:Array(String)}, people = {people:Array(String)}) ORDER BY group`,
  people: `SELECT * FROM people(on = {on:Date}, ${common})`,
  person_days: `SELECT * FROM person_days(on = {on:Date}, people = {people:Array(String)}) ORDER BY date`,
}

// These read the snapshot of their date.
const snapshotViews: readonly MeasureView[] = ['adoption', 'coverage', 'coverage_total', 'people']

/** Asks a view as the reader, who can do nothing else. */
export async function askView(
  { store, ensureDays, recall }: Reading,
  view: MeasureView,
  { on, by = 'none', filters, people, range }: ViewQuestion,
): Promise<Record<string, unknown>[]> {
  const params = {
    on,
    by,
    departments: filters.department ?? [],
    teams: filters.team ?? [],
    roles: filters.role ?? [],
    phases: filters.phase ?? [],
    objects: filters.object ?? [],
    people: people ?? [],
    from_date: range?.from ?? on,
    to_date: range?.to ?? on,
    grain: range?.grain ?? 'week',
    complete_day: range?.completeDay ?? on,
  }
  return recall([view, params], async () => {
    if (snapshotViews.includes(view)) await ensureDays([on])
    return queryRows(store.reader, statements[view], params)
  })
}

/** Holds a row against its definition; what the database calls 1 is true where the definition says so. */
export function fitRow<Schema extends z.ZodObject>(schema: Schema, row: Record<string, unknown>): z.infer<Schema> {
  const fitted = Object.entries(row).map(([name, value]) => {
    const isFlag = typeof value === 'number' && isBoolean(schema.shape[name])
    return [name, isFlag ? value !== 0 : value]
  })
  return schema.parse(Object.fromEntries(fitted))
}

function isBoolean(schema: unknown): boolean {
  if (schema instanceof z.ZodNullable) return isBoolean(schema.unwrap())
  return schema instanceof z.ZodBoolean
}
