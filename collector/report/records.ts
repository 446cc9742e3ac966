import { z } from 'zod'
import type { CalendarDate } from '../../schema/calendar-date.ts'
import { fieldStates } from '../../schema/program/field-state.ts'
import { formatRecordUrl } from '../../schema/program/record-url.ts'
import { type RecordMeasure, type RecordState, recordState } from '../../schema/record-list.ts'
import { type RecordRow, recordField, recordRow } from '../../schema/routes/records.ts'
import { personIdsOf } from '../access/identify.ts'
import { loadProgram } from '../program/load-program.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'
import { callOf } from './ask-view.ts'
import type { Reading } from './reading.ts'

/** What the views of records are asked with; people are the restriction of the scope, an empty list is none. */
export type RecordsAsked = {
  on: CalendarDate
  from_date: CalendarDate
  field: string
  people: readonly string[]
} & Record<'objects' | 'departments' | 'teams' | 'owners' | 'tiers' | 'origins' | 'forms', readonly string[]>

/** A record with its place in the list and the key of the person behind it. */
export type PlacedRecord = { place: string; key: string; row: RecordRow }

const stateNames = Object.fromEntries(Object.entries(fieldStates).map(([name, number]) => [number, name]))
const storedField = recordField.extend({
  state: z.int().transform((state) => recordField.shape.state.parse(stateNames[state])),
  critical: z.union([z.boolean(), z.int()]).transform(Boolean),
})
const { object, record_id, account_id, department } = recordRow.shape
const viewRow = z.object({
  ...{ object, record_id, account_id, department },
  place: z.string(),
  state: recordState,
  person_key: z.string(),
  team: z.string().default(''),
  fields: z.array(storedField).default([]),
  tier: z.string().default(''),
  last_touch_on: recordRow.shape.last_touch_on.default(null),
  twins: z.coerce.number().default(0),
  same_key: z.string().default(''),
  origin: z.string().default(''),
  form: z.string().default(''),
  edited_on: recordRow.shape.edited_on.default(null),
})
const stateCount = z.object({ state: recordState, records: z.coerce.number() })

/** How many records a measure has behind it, by state. */
export async function countRecords(
  { store, recall }: Reading,
  measure: RecordMeasure,
  asked: RecordsAsked,
): Promise<Partial<Record<RecordState, number>>> {
  const rows = await recall(['record counts', measure, asked], async () => {
    const sql = `SELECT state, count() AS records FROM ${callOf(`listed_${measure}`)} GROUP BY state ORDER BY state`
    return queryRows(store.reader, sql, asked, stateCount)
  })
  return Object.fromEntries(rows.map(({ state, records }) => [state, records]))
}

/** The records of these states that stand after a place: a deep page costs what the first one does. */
export async function readRecords(
  reading: Reading,
  measure: RecordMeasure,
  asked: RecordsAsked,
  page: { states: readonly RecordState[]; after: string; limit: number },
): Promise<PlacedRecord[]> {
  const { store } = reading
  const sql = `SELECT * FROM ${callOf(`listed_${measure}`)}
WHERE (empty({states:Array(String)}) OR has({states:Array(String)}, state)) AND place > {after:String}
ORDER BY place LIMIT {limit:UInt32}`
  const found = await queryRows(store.reader, sql, { ...asked, ...page }, viewRow)
  const keys = [...new Set(found.map(({ person_key }) => person_key).filter(Boolean))]
  const [ids, names, urlOf] = await Promise.all([
    personIdsOf(store, keys),
    namesOf(store, keys, asked.on),
    recordUrls(reading),
  ])
  return found.map(({ place, person_key: key, ...row }) => ({
    place,
    key,
    row: { ...row, record_url: urlOf(row), person_id: ids.get(key) ?? '', name: names.get(key) ?? '' },
  }))
}

type RecordId = Pick<RecordRow, 'object' | 'record_id'>

/** Where the CRM shows a record, by what the program says of its kind; an account without a record is shown nowhere. */
async function recordUrls({ store, recall }: Reading): Promise<(record: RecordId) => string | null> {
  const { objects } = (await recall(['program'], () => loadProgram(store))).program
  return (record) => {
    const template = objects[record.object]?.record_url
    return template === undefined || record.record_id === '' ? null : formatRecordUrl(template, record)
  }
}

const named = z.object({ person_key: z.string(), name: z.string() })
const nameQuestion = `
SELECT person_key, argMax(name, (valid_from, line)) AS name FROM roster_rows
WHERE valid_from <= {on:Date} AND has({keys:Array(String)}, person_key) GROUP BY person_key`

async function namesOf({ writer }: Store, keys: readonly string[], on: CalendarDate): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map()
  const rows = await queryRows(writer, nameQuestion, { keys, on }, named)
  return new Map(rows.map(({ person_key, name }) => [person_key, name]))
}
