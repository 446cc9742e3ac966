import { z } from 'zod'
import type { CalendarDate } from '../../schema/calendar-date.ts'
import type { Basis, Filter, Measure } from '../../schema/measures/measure.ts'
import { type MeasureName, measures } from '../../schema/measures/registry.ts'
import { queryRows } from '../store/query.ts'
import { countedAs, flatStatementOf, splitsOf, usedBy } from './counted-views.ts'
import { type MeasureView, readMeasureView } from './measure-views.ts'
import type { Reading } from './reading.ts'

/** Values that each filter admits; an absent filter admits all. */
export type Filters = Partial<Record<Filter, readonly string[]>>

/** What a view is asked; people are the scope's restriction, null is none. */
export type ViewQuestion = {
  on: CalendarDate
  by?: string
  /** The split that is asked for at the same time, so that one statement answers both. */
  beside?: string
  filters: Filters
  people: readonly string[] | null
  basis?: Basis
  range?: { from: CalendarDate; to: CalendarDate; grain: 'week' | 'month'; completeDay: CalendarDate }
}

/** Whatever a view may be asked with; which of them it takes, its own text says. */
type ViewParams = {
  on: CalendarDate
  by: string
  basis: Basis
  departments: readonly string[]
  teams: readonly string[]
  roles: readonly string[]
  phases: readonly string[]
  objects: readonly string[]
  people: readonly string[]
  from_date: CalendarDate
  to_date: CalendarDate
  grain: string
  complete_day: CalendarDate
}

type Asked = { name: MeasureName; by: string; basis: Basis }

/** The view that answers a question. */
export function viewOf(question: Asked): MeasureView {
  if (question.by !== 'field') return wholeViewOf(question)
  return question.basis === 'stock' ? 'completeness_fields' : 'completeness_fields_basis'
}

/** The view that answers a question over the whole, whatever its rows are split by. */
export function wholeViewOf({ name, basis }: Asked): MeasureView {
  return basis === 'stock' ? name : 'completeness_basis'
}

const statements = new Map<MeasureView, string>()

/** The whole statement for a view: its parameters by name, and its rows in the order of their columns. */
function statementOf(view: MeasureView): string {
  const known = statements.get(view)
  if (known !== undefined) return known
  // The people are sorted as the question asks; there may be fifty thousand.
  const statement = `SELECT * FROM ${callOf(view)}${view === 'people' ? '' : ' ORDER BY ALL'}`
  statements.set(view, statement)
  return statement
}

/** The view with each of its parameters handed on under its own name. */
export function callOf(view: MeasureView): string {
  const found = readMeasureView(view).matchAll(/\{(\w+):([\w()]+)\}/g)
  const types = new Map(Array.from(found, ([, name, type]) => [name, type]))
  const given = Array.from(types, ([name, type]) => `${name} = {${name}:${type}}`).join(', ')
  return `${view}(${given})`
}

/** Tells whether a view reads the snapshot of its date: all that count measured people do. */
function readsSnapshot(view: MeasureView): boolean {
  if (view === 'people' || view === 'coverage_total') return true
  const measure: Measure | undefined = isMeasure(view) ? measures[view] : undefined
  return measure?.shape === 'snapshot' && measure.peopleColumn === 'measured'
}

// A measure of a change reads the snapshots of both its dates.
function changesFrom(view: MeasureView, { on, from_date }: ViewParams): CalendarDate {
  const measure: Measure | undefined = isMeasure(view) ? measures[view] : undefined
  return measure?.change ? from_date : on
}

function isMeasure(view: MeasureView): view is MeasureName {
  return view in measures
}

/** Asks a view as the reader, who can do nothing else. */
export async function askView(
  reading: Reading,
  view: MeasureView,
  { on, by = 'none', beside = by, basis = 'stock', filters, people, range }: ViewQuestion,
): Promise<Record<string, unknown>[]> {
  const { store, ensureDays, ensureCounted, recall, floor } = reading
  const params: ViewParams = {
    on,
    by,
    basis,
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
  const ensure = async () => {
    if (readsSnapshot(view)) await ensureDays([...new Set([changesFrom(view, params), on])])
  }
  const groups = countedAs(view, by)
  if (people === null && groups !== undefined) {
    const splits = splitsOf(groups, groups.by.includes(beside) ? beside : by)
    const statement = flatStatementOf(groups.view)
    const used = usedBy(statement, { ...params, splits, floor })
    const rows = await recall([groups.view, used], async () => {
      await ensure()
      if (groups.kind !== undefined) await ensureCounted(groups.kind, [on])
      return queryRows(store.reader, statement, used)
    })
    return groups.rowsOf(rows, by)
  }
  return recall([view, params], async () => {
    await ensure()
    return queryRows(store.reader, statementOf(view), params)
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
