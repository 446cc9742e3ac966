import type { Day } from './day.ts'
import { personDay } from './expectation.ts'
import type { FieldState } from './field-state.ts'
import { type Basis, type JudgedRecord, judgedRecords } from './judged-records.ts'
import type { Organisation } from './organisation.ts'
import { groupBy } from './population.ts'
import { editorDepartment } from './record-history.ts'
import { isComplete, isOpen, type JudgedField, judgeFields, scoreOf } from './record-quality.ts'
import { ownerDepartment, ownerOf } from './records.ts'

/** Counts of records; `rate` and `mean_score` are null when there are none. */
export interface CompletenessCounts {
  records: number
  complete: number
  rate: number | null
  mean_score: number | null
}

/** One field of one object over the open records where it applies. */
export interface FieldRow extends Record<FieldState, number> {
  object: string
  field: string
  applicable: number
  fill_rate: number | null
}

/** Keeps the records of one object or of one owner's department. */
export interface RecordFilter {
  object?: string
  department?: string
}

/** Dimensions of records. */
export type RecordDimension = 'object' | 'department' | 'editor_department' | 'origin' | 'owner'

/** Which records, and when; without a basis the stock of `on`. */
export interface RecordQuery {
  on: Day
  from?: Day
  basis?: Basis
  filter?: RecordFilter
}

interface Judged extends JudgedRecord {
  fields: JudgedField[]
}

/** Completeness on a date: a row for each group that has records, and the total of the filter. */
export function completeness(
  org: Organisation,
  query: RecordQuery & { by?: RecordDimension },
): { rows: ({ group: string } & CompletenessCounts)[]; total: CompletenessCounts } {
  const { on, by } = query
  const inScope = openRecords(org, query).filter(({ fields }) => fields.some((field) => field.isCritical))
  const total = countRecords(inScope)
  if (by === undefined) return { rows: [], total }
  const groups = groupBy(inScope, (judged) => groupOfRecord(org, judged, on, by))
  return { rows: [...groups].map(([group, records]) => ({ group, ...countRecords(records) })), total }
}

/** Completeness by field on a date. */
export function completenessByField(org: Organisation, query: RecordQuery): FieldRow[] {
  const judged = openRecords(org, query).flatMap(({ record, fields }) =>
    fields.map((field) => ({ object: record.object, ...field })),
  )
  const groups = groupBy(judged, ({ object, field }) => `${object}\n${field}`)
  return [...groups.values()].map((fields) => countFields(fields))
}

function openRecords(org: Organisation, { on, from = on, basis = 'stock', filter = {} }: RecordQuery): Judged[] {
  return judgedRecords(org, { on, from, basis })
    .filter(({ record }) => isOpen(org, record))
    .filter(({ record }) => filter.object === undefined || record.object === filter.object)
    .filter(({ record }) => filter.department === undefined || ownerDepartment(org, record, on) === filter.department)
    .map((judged) => ({ ...judged, fields: judgeFields(org, judged.record) }))
}

function groupOfRecord(org: Organisation, { record, version }: Judged, on: Day, by: RecordDimension): string {
  if (by === 'object') return record.object
  if (by === 'origin') return record.origin
  if (by === 'editor_department') return editorDepartment(org, version)
  if (by === 'department') return ownerDepartment(org, record, on)
  const owner = ownerOf(org, record)
  return owner === null || personDay(org, owner, on).row === null ? '' : owner.personId
}

function countRecords(records: Judged[]): CompletenessCounts {
  const complete = records.filter(({ fields }) => isComplete(fields)).length
  const scores = records.reduce((sum, { fields }) => sum + scoreOf(fields), 0)
  const isEmpty = records.length === 0
  return {
    records: records.length,
    complete,
    rate: isEmpty ? null : complete / records.length,
    mean_score: isEmpty ? null : scores / records.length,
  }
}

function countFields(fields: (JudgedField & { object: string })[]): FieldRow {
  const count = (state: FieldState) => fields.filter((field) => field.state === state).length
  return {
    object: fields[0]?.object ?? '',
    field: fields[0]?.field ?? '',
    applicable: fields.length,
    ok: count('ok'),
    missing: count('missing'),
    placeholder: count('placeholder'),
    default: count('default'),
    invalid: count('invalid'),
    fill_rate: fields.length === 0 ? null : count('ok') / fields.length,
  }
}
