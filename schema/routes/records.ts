import { z } from 'zod'
import { calendarDate } from '../calendar-date.ts'
import { recordMeasure, recordState } from '../record-list.ts'
import { filterQuery, instantText, onQuery } from './query-parts.ts'
import { defineRoute } from './route.ts'

const count = z.int().nonnegative()
const text = z.string()
const words = z.array(z.string().max(200)).max(200)

/** A field of a record that is not ok, in its state; never its value. */
export const recordField = z.object({
  field: text,
  state: z.enum(['ok', 'missing', 'placeholder', 'default', 'invalid']),
  critical: z.boolean(),
})

/** One record behind a measure; ids and states, never what a field holds. */
export const recordRow = z.object({
  object: text.describe('kind of record'),
  record_id: text.describe('id in the CRM; empty for an account that has no record there'),
  account_id: text.describe('account of the record, or empty'),
  record_url: z.string().nullable().describe('address of the record in the CRM; null where the program names none'),
  state: recordState.describe('what it is in the eyes of the measure'),
  person_id: text.describe('owner on the date; of pollution, who made the version; empty when nobody is named'),
  name: text.describe('name of the owner as of the date'),
  department: text.describe(
    'department of the owner; of represented, of the account; of pollution, of the editor at the edit',
  ),
  team: text.describe('team of the owner; empty for represented and pollution'),
  fields: z.array(recordField).describe('fields that are not ok; of pollution, the field that turned'),
  tier: text.describe('tier of the account, of represented and freshness'),
  last_touch_on: calendarDate.nullable().describe('newest human touch, of represented and freshness'),
  twins: count.describe('other records of the organisation with the same key, of duplicates'),
  same_key: text.describe('alike for records that share their key, of duplicates; empty for the others'),
  origin: text.describe('origin of the version, of pollution'),
  form: text.describe('form or import of the version, of pollution'),
  edited_on: calendarDate.nullable().describe('date of the version, of pollution'),
})

/** One record behind a measure. */
export type RecordRow = z.infer<typeof recordRow>

/** Question to the list of records. */
export const recordsQuery = z.object({
  ...onQuery.shape,
  measure: recordMeasure.optional().describe('measure that they stand behind; absent: completeness'),
  state: z.array(recordState).optional().describe('states of that measure; may repeat; absent: all'),
  field: z.string().min(1).max(200).optional().describe('of completeness: this field, and its states'),
  from: calendarDate.optional().describe('of pollution: first day; absent: 27 days before on'),
  department: filterQuery.shape.department,
  team: filterQuery.shape.team,
  object: words.optional().describe('kinds of record; may repeat'),
  owner: z.string().max(200).optional().describe('id of an owner; empty: nobody of the roster'),
  tier: words.optional().describe('of represented and freshness: tiers of the account; may repeat'),
  origin: words.optional().describe('of pollution: origins; may repeat'),
  form: words.optional().describe('of pollution: forms; may repeat'),
  cursor: z.string().max(2_000).optional().describe('member next of the answer before'),
  limit: z.coerce.number().int().min(1).max(10_000).optional().describe('rows, 100 unless told otherwise'),
  format: z.enum(['json', 'csv', 'xlsx']).optional(),
})

/** Question to the list of records. */
export type RecordsQuery = z.infer<typeof recordsQuery>

/** The records behind a measure; every look at it is logged. */
export const recordsRoute = defineRoute({
  method: 'get',
  path: '/api/records',
  summary: 'Records behind a measure with what is wrong, within the scope of the viewer, most useful first; logged',
  roles: ['admin', 'lead', 'person'],
  query: recordsQuery,
  answer: z.object({
    measure: recordMeasure,
    on: calendarDate,
    from: calendarDate.optional().describe('of pollution'),
    complete_through: instantText.nullable(),
    definition: z.string(),
    counts: z.partialRecord(recordState, count).describe('records per state under the other filters'),
    total: count,
    rows: z.array(recordRow),
    next: z.string().nullable(),
    logged: z.boolean(),
  }),
})
