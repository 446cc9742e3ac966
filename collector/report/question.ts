import type { CalendarDate } from '../../schema/calendar-date.ts'
import type { Basis, Filter, Measure } from '../../schema/measures/measure.ts'
import { type MeasureName, measures } from '../../schema/measures/registry.ts'
import type { Scope } from '../access/scope.ts'
import { seesNames } from '../access/scope.ts'
import { Problem } from '../problem.ts'
import type { Filters } from './ask-view.ts'
import { daysBetween, monthEndOn, shiftDay, weekEndOn, weekEndUpTo } from './calendar.ts'
import type { DataState } from './data-state.ts'
import { isPersonDimension } from './person-dimension.ts'

/** A question as it was asked; what is absent has a default. */
export type Question = {
  measure: MeasureName
  on?: CalendarDate | undefined
  from?: CalendarDate | undefined
  to?: CalendarDate | undefined
  grain?: 'week' | 'month' | undefined
  by?: string | undefined
  basis?: Basis | undefined
  filters?: Filters
  compare?: string | undefined
  /** Rows by phase, whatever dimensions the measure offers, and no total; the phases ask so, no viewer does. */
  eachPhase?: true
}

/** A question with nothing left open. */
export type Settled = {
  name: MeasureName
  definition: Measure
  on: CalendarDate
  by: string
  basis: Basis
  filters: Filters
  range: { from: CalendarDate; to: CalendarDate; grain: 'week' | 'month'; completeDay: CalendarDate; weekStart: number }
  /** True when the answer is about the days from `range.from` to `on`, not about `on` alone. */
  looksBack: boolean
  compareOn: CalendarDate | null
  eachPhase: boolean
}

const rangeDaysMax = 5 * 366
const weeksShown = 26
const daysLookedBack = 28
const firstDay = '1970-01-08'

/** Fills in the defaults and refuses what the measure does not understand. */
export function settleQuestion(question: Question, scope: Scope, state: DataState): Settled {
  const definition: Measure = measures[question.measure]
  const eachPhase = question.eachPhase ?? false
  const by = eachPhase ? 'phase' : (question.by ?? definition.dimensions[0])
  const { filters = {}, basis = 'stock' } = question
  if (!eachPhase) refuseUnknown(definition, { by, basis, filters })
  if (isPersonDimension(by) && !seesNames(scope)) throw noNames()
  const looksBack = basis !== 'stock' || definition.looksBack === true
  const on = dateFor(question.on ?? state.lastCompleteDay, scope, state)
  const settled = { name: question.measure, definition, on, by, basis, filters, looksBack, eachPhase }
  const range = looksBack ? daysUpTo(question, on, scope, state) : rangeOf(question, scope, state)
  if (!definition.change) {
    return { ...settled, range, compareOn: compareDate(question.compare, definition, on, scope, state) }
  }
  const from = compareDate(question.compare ?? question.from ?? '28d', definition, on, scope, state) ?? on
  if (from > on) throw badQuestion(`from=${from} lies after on=${on}.`)
  return { ...settled, looksBack: true, range: { ...range, from, to: on }, compareOn: null }
}

/** The date a viewer is answered for: for sponsors time moves in whole weeks. */
export function dateFor(on: CalendarDate, scope: Scope, { weekStart }: DataState): CalendarDate {
  if (on < '1970-03-01' || on > '2149-01-01') throw badQuestion(`on=${on} lies outside of what can be asked for.`)
  return scope.role === 'sponsor' ? weekEndUpTo(on, weekStart) : on
}

/** The refusal for a viewer who may not see names. */
export function noNames(): Problem {
  return new Problem(403, 'no_names', 'Names are not for this role', 'This role sees groups, never single people.')
}

type Asked = { by: string; basis: Basis; filters: Filters }

function refuseUnknown(definition: Measure, { by, basis, filters }: Asked): void {
  if (basis !== 'stock' && !definition.bases?.includes(basis)) {
    throw badQuestion(`${definition.name} is not measured with basis=${basis}.`)
  }
  if (!definition.dimensions.includes(by)) {
    throw badQuestion(`${definition.name} can be split by ${definition.dimensions.join(', ')}; not by ${by}.`)
  }
  for (const name of Object.keys(filters)) {
    if (!definition.filters.some((filter: Filter) => filter === name)) {
      throw badQuestion(`${definition.name} can be filtered by ${definition.filters.join(', ')}; not by ${name}.`)
    }
  }
}

function rangeOf(question: Question, scope: Scope, state: DataState): Settled['range'] {
  const grain = question.grain ?? 'week'
  if (grain === 'month' && scope.role === 'sponsor' && measures[question.measure].shape === 'series') {
    throw badQuestion('For sponsors time moves in whole weeks: ask with grain=week.')
  }
  const { name, grains }: Measure = measures[question.measure]
  if (grains && grain !== 'week') throw badQuestion(`${name} goes by weeks; not by ${grain}.`)
  const last = question.to ?? question.on ?? state.lastCompleteDay
  const to = grain === 'week' ? weekEndOn(last, state.weekStart) : monthEndOn(last)
  const from = question.from ?? shiftDay(to, -7 * (weeksShown - 1))
  if (from > to) throw badQuestion(`from=${from} lies after to=${to}.`)
  if (daysBetween(from, to) > rangeDaysMax) throw badQuestion('A series may span five years at most.')
  return { from, to, grain, completeDay: state.lastCompleteDay, weekStart: state.weekStart }
}

/** The days a snapshot looks back on; a sponsor's begin with a week. */
function daysUpTo({ from }: Question, on: CalendarDate, scope: Scope, state: DataState): Settled['range'] {
  const { weekStart, lastCompleteDay: completeDay } = state
  const first = from ?? shiftDay(on, 1 - daysLookedBack)
  if (first > on) throw badQuestion(`from=${first} lies after on=${on}.`)
  if (first < firstDay) throw badQuestion(`from=${first} lies outside of what can be asked for.`)
  if (daysBetween(first, on) > rangeDaysMax) throw badQuestion('A range may span five years at most.')
  const begin = scope.role === 'sponsor' ? shiftDay(weekEndOn(first, weekStart), -6) : first
  return { from: begin, to: on, grain: 'week', completeDay, weekStart }
}

/** The same question at another date, with as many days before it. */
export function settledOn(settled: Settled, on: CalendarDate): Settled {
  const { range, looksBack } = settled
  if (!looksBack) return { ...settled, on }
  const from = shiftDay(on, -daysBetween(range.from, range.to))
  return { ...settled, on, range: { ...range, from: from < firstDay ? firstDay : from, to: on } }
}

function compareDate(
  compare: string | undefined,
  { shape, name }: Measure,
  on: CalendarDate,
  scope: Scope,
  state: DataState,
): CalendarDate | null {
  if (compare === undefined) return null
  if (shape === 'series') throw badQuestion(`${name} is a series: it holds the earlier dates already.`)
  const days = /^(\d+)d$/.exec(compare)?.[1]
  return dateFor(days === undefined ? compare : shiftDay(on, -Number(days)), scope, state)
}

function badQuestion(detail: string): Problem {
  return new Problem(400, 'invalid_query', 'The question cannot be answered', detail)
}
