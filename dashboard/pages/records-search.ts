import { z } from 'zod'
import { calendarDate } from '../../schema/calendar-date.ts'
import {
  type RecordMeasure,
  type RecordState,
  recordLists,
  recordMeasure,
  recordState,
} from '../../schema/record-list.ts'
import type { Params } from '../data/request.ts'
import { pageSearch } from '../search.ts'

const name = z.string().optional().catch(undefined)

/** What the records page keeps in its address beside the date. */
export const recordsSearch = pageSearch.extend({
  measure: recordMeasure.optional().catch(undefined).describe('measure that they stand behind; absent: completeness'),
  condition: recordState.optional().catch(undefined).describe('one state; absent: all that are wrong'),
  object: name.describe('kind of record'),
  field: name.describe('field that lacks a real value'),
  owner: name.describe('id of an owner; empty: nobody of the roster'),
  tier: name.describe('tier of the account'),
  origin: name.describe('origin of the version'),
  form: name.describe('form or import of the version'),
  from: calendarDate.optional().catch(undefined).describe('first day of the values that went bad'),
})

/** What the records page keeps in its address. */
export type RecordsSearch = z.infer<typeof recordsSearch>

/** Filters of the address that stand as a chip of their own, to be taken off. */
export const narrowingFilters = ['object', 'field', 'owner', 'tier', 'origin', 'form'] as const

const good: readonly RecordState[] = [
  'complete',
  'ok',
  'represented',
  'fresh',
  'owned',
  'unique',
  'without_key',
  'became_ok',
]
const fieldStates: readonly RecordState[] = ['missing', 'placeholder', 'default', 'invalid', 'ok']

/** States that a list may show; of one field they are those of fields. */
export function statesOf({ measure = 'completeness', field }: RecordsSearch): readonly RecordState[] {
  if (measure === 'completeness') return field === undefined ? ['incomplete', 'complete'] : fieldStates
  return recordLists[measure].states
}

/** States of a list in which something is wrong. */
export const wrongStatesOf = (search: RecordsSearch): readonly RecordState[] =>
  statesOf(search).filter((state) => !good.includes(state))

/** Whether the list holds records of one state alone. */
export const isOneState = (search: RecordsSearch): boolean =>
  search.condition !== undefined || wrongStatesOf(search).length === 1

/** Filters of the address that the list of a measure understands. */
export function filtersOf(measure: RecordMeasure, search: RecordsSearch): Partial<RecordsSearch> {
  const known: readonly string[] = recordLists[measure].filters
  return Object.fromEntries(Object.entries(search).filter(([filter]) => known.includes(filter)))
}

/** The question to the list that the address stands for. */
export function recordsParams(search: RecordsSearch): Params {
  const { measure = 'completeness', date, condition } = search
  const asked = filtersOf(measure, search)
  return { measure, on: date, ...asked, state: condition ?? wrongStatesOf(search) }
}
