import type { CalendarDate } from '../../schema/calendar-date.ts'
import { completenessFieldRow } from '../../schema/measures/completeness.ts'
import { coverageTotal } from '../../schema/measures/coverage.ts'
import type { Measure } from '../../schema/measures/measure.ts'
import { movementRow } from '../../schema/measures/movement.ts'
import type { MeasureName } from '../../schema/measures/registry.ts'
import type { MeasureAnswer } from '../../schema/routes/measures.ts'
import { answersFloorOf, floorOf, type Scope } from '../access/scope.ts'
import { askView, fitRow, type ViewQuestion, viewOf, wholeViewOf } from './ask-view.ts'
import type { DataState } from './data-state.ts'
import { withEmptyRows } from './empty-rows.ts'
import { columnsOfFew } from './few-people.ts'
import { foldMovement } from './fold-movement.ts'
import { restrictionOf } from './own-people.ts'
import { type Protection, protectOwners, protectPeople, protectPhaseOwners, unprotected } from './protect.ts'
import { protectChange } from './protect-change.ts'
import { protectEditors } from './protect-editors.ts'
import { type Question, type Settled, settledOn, settleQuestion } from './question.ts'
import { beginReading, type GateDeps, type Reading, readStateNow } from './reading.ts'

type Row = Record<string, unknown>

type Shown = Pick<MeasureAnswer, 'rows' | 'total' | 'suppressed'>

/** The one place that runs a measure: with a scope or not at all. */
export async function runMeasure(deps: GateDeps, scope: Scope | undefined, question: Question): Promise<MeasureAnswer> {
  if (!scope) throw new Error('A measure was asked without a scope.')
  await deps.freshness.settle()
  const state = await readStateNow(deps)
  const settled = settleQuestion(question, scope, state)
  const { definition, name, on, by, range, compareOn } = settled
  const reading = beginReading(deps, state)
  // Both dates of a comparison at once, so that one derivation makes both snapshots.
  if (compareOn !== null && definition.peopleColumn === 'measured') await reading.ensureDays([on, compareOn])
  // Which days a series tells about is known when it is answered.
  const isSeries = definition.shape === 'series'
  const [shown, compared] = await Promise.all([
    answer(reading, scope, settled, state),
    compareOn === null ? null : compare(reading, scope, settledOn(settled, compareOn), state),
    isSeries ? undefined : deps.rollup.shown(daysTold(settled, [], state)),
  ])
  if (isSeries) await deps.rollup.shown(daysTold(settled, shown.rows, state))
  const time = isSeries ? { from: range.from, to: range.to, grain: range.grain } : timeOf(settled)
  return {
    measure: name,
    ...time,
    by,
    ...(settled.basis === 'stock' ? {} : { basis: settled.basis }),
    complete_through: state.completeThrough,
    definition: state.definition,
    ...mixtureOf(settled, shown.rows),
    ...shown,
    skipped: isNothing(shown.total) ? [] : definition.parts.filter((part) => shown.total?.[part] === null),
    ...(compared === null ? {} : { compare: compared }),
  }
}

// While a long past is restated, its parts may be judged by different rules.
function mixtureOf({ definition }: Settled, rows: Shown['rows']): Pick<MeasureAnswer, 'mixed_definitions'> {
  const versions = new Set(definition.shape === 'series' ? rows.map((row) => String(row.definition)) : [])
  return versions.size > 1 ? { mixed_definitions: [...versions].sort() } : {}
}

// Of a day that is not over nobody takes a number for the last word.
function daysTold(
  { definition, on, range, compareOn }: Settled,
  rows: Shown['rows'],
  state: DataState,
): CalendarDate[] {
  if (definition.peopleColumn !== 'measured') return []
  const periods = definition.shape === 'series' ? rows.map((row) => String(row.period)) : [on]
  const earlier = definition.change ? range.from : compareOn
  return [...periods, ...(earlier === null ? [] : [earlier])].filter((day) => day <= state.lastCompleteDay)
}

// Where nothing is counted, nothing can be said of what is tracked.
function isNothing(total: Shown['total']): boolean {
  return total === null || Object.values(total).every((value) => !value)
}

async function compare(reading: Reading, scope: Scope, settled: Settled, state: DataState) {
  return { ...timeOf(settled), ...(await answer(reading, scope, settled, state)) }
}

function timeOf({ looksBack, range, on }: Settled): { on: CalendarDate; from?: CalendarDate } {
  return looksBack ? { from: range.from, on } : { on }
}

async function answer(reading: Reading, scope: Scope, settled: Settled, state: DataState): Promise<Shown> {
  const { by, on, filters, range, definition, basis } = settled
  const people = await restrictionOf(reading.store, scope, definition.shape === 'series' ? range.to : on)
  const question = { on, by, filters, people, range, basis }
  const found = await askView(reading, viewOf(settled), question)
  const rows = by === 'none' ? await withEmptyRows(reading, settled, found) : found
  const floor = (settled.name === 'voice' ? answersFloorOf : floorOf)(scope, state.floors)
  const protection = await protect(reading, settled, { floor, people, rows })
  const total = await totalOf(reading, settled, question, rows)
  const showsTotal = total === null || protection.showsTotal(total)
  const told = protection.fold?.(rows) ?? rows
  const shownRows = told.map((row) => shape(settled, row, protection, { floor, state }))
  const hidden = shownRows.some((row) => 'suppressed' in row)
  return {
    rows: shownRows,
    total:
      total === null || !showsTotal
        ? null
        : { ...versionOf(settled, total, state), ...shapeTotal(settled, total, hidden, floor) },
    ...(showsTotal ? {} : { suppressed: true as const }),
  }
}

async function protect(
  reading: Reading,
  settled: Settled,
  { floor, people, rows }: { floor: number; people: readonly string[] | null; rows: Row[] },
): Promise<Protection> {
  if (floor <= 1 || settled.definition.peopleColumn === null) return unprotected
  if (settled.definition.peopleColumn === 'owners') {
    return settled.eachPhase ? protectPhaseOwners(floor) : protectOwners(reading, settled, floor, rows)
  }
  if (settled.definition.peopleColumn === 'editors') return protectEditors(reading, settled, floor)
  if (settled.definition.change) return protectChange(reading, settled, floor)
  return protectPeople(reading, settled, { floor, people })
}

async function totalOf(reading: Reading, settled: Settled, question: ViewQuestion, rows: Row[]): Promise<Row | null> {
  if (settled.eachPhase || settled.definition.keys) return null
  if (settled.name === 'coverage') return (await askView(reading, 'coverage_total', question))[0] ?? null
  const whole = settled.by === 'none' ? rows : await askWhole(reading, settled, question)
  if (settled.definition.shape === 'snapshot') return whole[0] ?? null
  return whole.filter((row) => !row.partial).at(-1) ?? whole.at(-1) ?? null
}

async function askWhole(reading: Reading, settled: Settled, question: ViewQuestion): Promise<Row[]> {
  return withEmptyRows(
    reading,
    settled,
    await askView(reading, wholeViewOf(settled), { ...question, by: 'none', beside: settled.by }),
  )
}

function shape(
  { definition, name, by }: Settled,
  row: Row,
  protection: Protection,
  { floor, state }: { floor: number; state: DataState },
): Shown['rows'][number] {
  const shows = protection.showsRow(row)
  const period = {
    ...(typeof row.period === 'string' ? { period: row.period } : {}),
    ...versionOf({ definition }, row, state),
  }
  if (by === 'field') {
    const field = { object: String(row.object), field: String(row.field) }
    return shows ? fitRow(completenessFieldRow, row) : { ...field, suppressed: true }
  }
  const keys = definition.keys?.map((key) => [key, row[key]]) ?? []
  const dimension = { ...(by === 'none' ? {} : { [by]: String(row.group) }), ...Object.fromEntries(keys) }
  if (!shows) return { ...dimension, ...period, suppressed: true }
  const fitted = fold(definition, fitRow(definition.row, row), floor)
  const few = (protection.hiddenColumns?.(row) ?? []).map((column) => [column, null])
  return { ...dimension, ...period, ...fitted, ...withoutFew(name, row, floor), ...Object.fromEntries(few) }
}

// A mean over two people would be as good as their numbers.
function withoutFew(name: MeasureName, row: Row, floor: number): Record<string, null> {
  return Object.fromEntries(columnsOfFew(name, row, floor).map((column) => [column, null]))
}

// What is computed when it is asked is judged by the rules of now.
function versionOf({ definition }: Pick<Settled, 'definition'>, row: Row, state: DataState): { definition?: string } {
  return definition.shape === 'series' ? { definition: String(row.definition || state.definition) } : {}
}

// The figures over all departments would give those of a hidden one away; how many reach their target does not.
function shapeTotal({ definition, name }: Settled, row: Row, hidden: boolean, floor: number): Row {
  if (name !== 'coverage' || !hidden) {
    return { ...fold(definition, fitRow(definition.total, row), floor), ...withoutFew(name, row, floor) }
  }
  return { ...fitRow(coverageTotal, row), mean: null, weighted_mean: null, worst: null, people_gap: null }
}

function fold({ change }: Measure, row: Row, floor: number): Row {
  return change ? foldMovement(movementRow.parse(row), floor) : row
}
