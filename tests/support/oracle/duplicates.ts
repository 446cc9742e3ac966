import type { Day } from './day.ts'
import { personDay } from './expectation.ts'
import { classifyField } from './field-state.ts'
import type { FieldRule } from './inputs.ts'
import type { Organisation } from './organisation.ts'
import { groupBy } from './population.ts'
import { ownerDepartment, ownerOf, type RecordState, recordsOn } from './records.ts'

/** Records of a group with a whole key, and those that share it. */
export interface DuplicatesRow {
  group: string
  records: number
  duplicates: number
  shared_keys: number
  without_key: number
  rate: number | null
}

/** Dimensions of duplicates. */
export type DuplicatesDimension = 'none' | 'object' | 'department' | 'owner'

/** Records that are not deleted and share the normalised key that the program names. */
export function duplicates(org: Organisation, on: Day, by: DuplicatesDimension): DuplicatesRow[] {
  const keyed = recordsOn(org, on)
    .filter((record) => !record.isDeleted && keyRules(org, record).length > 0)
    .map((record) => ({ record, key: keyOf(org, record) }))
  const sharers = new Map<string, number>()
  for (const { key } of keyed) if (key !== null) sharers.set(key, (sharers.get(key) ?? 0) + 1)
  return [...groupBy(keyed, ({ record }) => groupOf(org, record, on, by))].map(([group, members]) => {
    const whole = members.flatMap(({ key }) => (key === null ? [] : [key]))
    const shared = whole.filter((key) => (sharers.get(key) ?? 0) > 1)
    return {
      group,
      records: whole.length,
      duplicates: shared.length,
      shared_keys: new Set(shared).size,
      without_key: members.length - whole.length,
      rate: whole.length === 0 ? null : shared.length / whole.length,
    }
  })
}

function keyRules(org: Organisation, record: RecordState): [string, FieldRule][] {
  const fields = org.program.file.objects?.[record.object]?.fields ?? {}
  return Object.entries(fields).flatMap(([field, rule]) => (rule?.key === true ? [[field, rule]] : []))
}

// Null when a key field holds no value of its own.
function keyOf(org: Organisation, record: RecordState): string | null {
  const parts = keyRules(org, record).map(([field, rule]) => {
    const value = record.fields[field] ?? ''
    const state = classifyField(value, rule, org.program.file.placeholders ?? [])
    return state === 'ok' || state === 'invalid' ? plain(value, rule.format) : ''
  })
  return parts.includes('') ? null : JSON.stringify([record.object, ...parts])
}

function plain(value: string, format: string | undefined): string {
  const lower = value.trim().normalize('NFKC').toLowerCase()
  if (format === 'phone') return [...lower].filter((each) => /\d/.test(each)).join('')
  if (format !== undefined) return lower
  return lower
    .split(/[^\p{L}\p{N}]/u)
    .filter(Boolean)
    .join(' ')
}

function groupOf(org: Organisation, record: RecordState, on: Day, by: DuplicatesDimension): string {
  if (by === 'none') return ''
  if (by === 'object') return record.object
  if (by === 'department') return ownerDepartment(org, record, on)
  const owner = ownerOf(org, record)
  return owner === null || personDay(org, owner, on).row === null ? '' : owner.personId
}
