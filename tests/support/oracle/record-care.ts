import { eventDay, isValueAction } from './activity.ts'
import type { Day } from './day.ts'
import { personDay } from './expectation.ts'
import { byOrder } from './import-order.ts'
import { type JudgedRecord, judgedRecords } from './judged-records.ts'
import type { Organisation } from './organisation.ts'
import { groupBy } from './population.ts'
import { historiesOf, isByHuman } from './record-history.ts'
import { isOpen } from './record-quality.ts'
import { accountOf, ownerDepartment, ownerOf, type RecordState } from './records.ts'

/** Open records of a group, with those that meet a condition. */
export interface CareRow {
  group: string
  records: number
  met: number
  rate: number
}

/** Dimensions of records that people look after. */
export type CareDimension = 'none' | 'object' | 'tier' | 'department' | 'owner'

const TOUCH_DAYS: Record<string, number> = { A: 30, B: 90, C: 180 }

/** Open records with a human touch within the days of their account's tier. */
export function freshness(org: Organisation, on: Day, by: CareDimension): CareRow[] {
  const touches = touchDays(org, on)
  return countRows(org, on, by, ({ record }) => {
    const last = touches.get(`${record.object}\n${record.recordId}`)
    return last !== undefined && last > on - (TOUCH_DAYS[tierOf(org, record, on)] ?? 90)
  })
}

/** Open records whose owner is not eligible. */
export function orphaned(org: Organisation, on: Day, by: CareDimension): CareRow[] {
  return countRows(org, on, by, ({ record }) => {
    const owner = ownerOf(org, record)
    return owner === null || !personDay(org, owner, on).eligible
  })
}

function countRows(org: Organisation, on: Day, by: CareDimension, meets: (record: JudgedRecord) => boolean): CareRow[] {
  const open = judgedRecords(org, { on, from: on, basis: 'stock' }).filter(({ record }) => isOpen(org, record))
  return [...groupBy(open, ({ record }) => groupOf(org, record, on, by))].map(([group, records]) => {
    const met = records.filter(meets).length
    return { group, records: records.length, met, rate: met / records.length }
  })
}

function groupOf(org: Organisation, record: RecordState, on: Day, by: CareDimension): string {
  if (by === 'none') return ''
  if (by === 'object') return record.object
  if (by === 'tier') return tierOf(org, record, on)
  if (by === 'department') return ownerDepartment(org, record, on)
  const owner = ownerOf(org, record)
  return owner === null || personDay(org, owner, on).row === null ? '' : owner.personId
}

function tierOf(org: Organisation, record: RecordState, on: Day): string {
  const rows = org.inputs.accounts.filter((row) => row.accountId === accountOf(record))
  const holding = rows.filter((row) => row.validFrom <= on && on < row.validTo)
  const tier = holding.sort((a, b) => a.validFrom - b.validFrom || byOrder(a, b)).at(-1)?.tier
  return tier === 'A' || tier === 'C' ? tier : 'B'
}

// Newest day up to `on` of a value action on each record or of a version of it by a human.
function touchDays(org: Organisation, on: Day): Map<string, Day> {
  const last = new Map<string, Day>()
  const touch = (object: string, recordId: string, day: Day) => {
    const key = `${object}\n${recordId}`
    if (day <= on) last.set(key, Math.max(day, last.get(key) ?? 0))
  }
  for (const person of org.people.values()) {
    for (const event of person.events) {
      if (event.recordId === '' || !isValueAction(org, person, event)) continue
      touch(event.object, event.recordId, eventDay(org, person, event))
    }
  }
  for (const { versions } of historiesOf(org)) {
    for (const version of versions) {
      if (version.deletes || !isByHuman(org, version)) continue
      touch(version.state.object, version.state.recordId, version.day)
    }
  }
  return last
}
