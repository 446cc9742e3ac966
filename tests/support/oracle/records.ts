import type { Day } from './day.ts'
import { personDay } from './expectation.ts'
import { byOrder } from './import-order.ts'
import type { Condition, RecordVersion } from './inputs.ts'
import { localDate } from './local-date.ts'
import type { Organisation, Person } from './organisation.ts'

/** A record as it stood at the end of a day. */
export interface RecordState {
  object: string
  recordId: string
  ownerId: string
  accountId: string
  stage: string
  origin: string
  form: string
  isDeleted: boolean
  /** Values known so far; a field no file ever had is not a key. */
  fields: Record<string, string>
}

const foldedByDay = new WeakMap<Organisation, Map<Day, RecordState[]>>()

/** Every record that exists at the end of `on` in the program's zone, the deleted ones included. */
export function recordsOn(org: Organisation, on: Day): RecordState[] {
  const days = foldedByDay.get(org) ?? new Map<Day, RecordState[]>()
  foldedByDay.set(org, days)
  const folded = days.get(on) ?? foldRecords(org, on)
  days.set(on, folded)
  return folded
}

/** Does a record meet every condition on `object`, `stage`, `origin` and fields? */
export function meets(record: RecordState, conditions: Record<string, Condition> | undefined): boolean {
  return Object.entries(conditions ?? {}).every(([name, condition]) => {
    const value = valueNamed(record, name).trim()
    if (Array.isArray(condition)) return condition.map(String).includes(value)
    return !condition.not.map(String).includes(value)
  })
}

/** The account a record belongs to: its `account_id`; an account record's own id when that is empty. */
export function accountOf(record: RecordState): string {
  return record.accountId || (record.object === 'account' ? record.recordId : '')
}

/** The owner, through aliases; null when nobody on the roster on any day. */
export function ownerOf(org: Organisation, record: RecordState): Person | null {
  return org.people.get(org.roster.personOf.get(record.ownerId) ?? '') ?? null
}

/** The owner's department on a date; `''` when the owner has no roster row then. */
export function ownerDepartment(org: Organisation, record: RecordState, on: Day): string {
  const owner = ownerOf(org, record)
  return owner === null ? '' : (personDay(org, owner, on).row?.department ?? '')
}

function foldRecords(org: Organisation, on: Day): RecordState[] {
  const zone = org.program.timezone
  const versions = org.inputs.records.filter((version) => localDate(version.updatedAt, zone) <= on)
  const records = new Map<string, VersionState>()
  for (const version of versions.sort((a, b) => a.updatedAt - b.updatedAt || byOrder(a, b))) {
    const key = `${version.object}\n${version.recordId}`
    records.set(key, applyVersion(records.get(key), version))
  }
  return [...records.values()].map((record) => ({
    ...record,
    isDeleted: record.deletedAt !== null && localDate(record.deletedAt, zone) <= on,
  }))
}

/** A record with the instant of its deletion, as far as a version knows it. */
export type VersionState = RecordState & { deletedAt: number | null }

/** The record after a version; a column that its file did not have carries forward. */
export function applyVersion(earlier: VersionState | undefined, version: RecordVersion): VersionState {
  return {
    object: version.object,
    recordId: version.recordId,
    ownerId: version.ownerId ?? earlier?.ownerId ?? '',
    accountId: version.accountId ?? earlier?.accountId ?? '',
    stage: version.stage ?? earlier?.stage ?? '',
    origin: version.origin ?? earlier?.origin ?? '',
    form: version.form ?? earlier?.form ?? '',
    deletedAt: version.deletedAt === undefined ? (earlier?.deletedAt ?? null) : version.deletedAt,
    isDeleted: false,
    fields: { ...earlier?.fields, ...version.fields },
  }
}

function valueNamed(record: RecordState, name: string): string {
  if (name === 'object') return record.object
  if (name === 'stage') return record.stage
  if (name === 'origin') return record.origin
  return record.fields[name] ?? ''
}
