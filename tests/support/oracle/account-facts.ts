import { eventDay, isValueAction } from './activity.ts'
import { type Day, daysBetween } from './day.ts'
import { personDay } from './expectation.ts'
import { byOrder } from './import-order.ts'
import type { AccountRow, EventRow } from './inputs.ts'
import type { Organisation } from './organisation.ts'
import { isComplete, judgeFields } from './record-quality.ts'
import { accountOf, ownerOf, type RecordState, recordsOn } from './records.ts'
import type { Step } from './represented.ts'

/** One account with, for each step, whether it meets that step's own condition. */
export interface AccountFacts {
  accountId: string
  /** Both empty when the organisation names no universe. */
  tier: string
  department: string
  reaches: Record<Step, boolean>
}

const TOUCH_DAYS: Record<string, number> = { A: 30, B: 90, C: 180 }

/** Judges every account of the universe on a date, or of the CRM when there is no universe. */
export function gatherAccountFacts(
  org: Organisation,
  on: Day,
): { accounts: AccountFacts[]; tracked: Record<Step, boolean>; hasUniverse: boolean } {
  const live = recordsOn(org, on).filter((record) => !record.isDeleted)
  const records = live.filter((record) => record.object === 'account')
  const contacts = live.filter((record) => record.object === 'contact' && record.accountId !== '')
  const touches = touchDays(org, on)
  const universe = universeOn(org.inputs.accounts, on)
  const hasUniverse = org.inputs.accounts.length > 0
  const areOwnersTracked = records.some((record) => record.ownerId !== '')
  const unplaced = { tier: '', department: '' }
  const places = hasUniverse ? universe : new Map(records.map((record) => [accountOf(record), unplaced]))
  const accounts = [...places].map(([accountId, { tier, department }]) => {
    const own = records.filter((record) => accountOf(record) === accountId)
    const owned = own.filter((record) => isOwned(org, record, on))
    return {
      accountId,
      tier,
      department,
      reaches: {
        in_crm: own.length > 0,
        owned: owned.length > 0,
        // Where nobody is named as an owner of anything, that step is left out and this one builds on the one before.
        complete: (areOwnersTracked ? owned : own).some((record) => isComplete(judgeFields(org, record))),
        has_contact: contacts.some((contact) => contact.accountId === accountId),
        touched: recentDays(tier, on).some((day) => touches.get(accountId)?.has(day)),
      },
    }
  })
  const tracked = {
    in_crm: records.length > 0,
    owned: areOwnersTracked,
    complete: records.length > 0,
    has_contact: contacts.length > 0,
    touched: touches.size > 0,
  }
  return { accounts, tracked, hasUniverse }
}

function universeOn(rows: AccountRow[], on: Day): Map<string, Pick<AccountRow, 'tier' | 'department'>> {
  const holding = rows.filter((row) => row.validFrom <= on && on < row.validTo)
  const weakestFirst = holding.sort((a, b) => a.validFrom - b.validFrom || byOrder(a, b))
  return new Map(weakestFirst.map((row) => [row.accountId, row]))
}

function isOwned(org: Organisation, record: RecordState, on: Day): boolean {
  const owner = ownerOf(org, record)
  return owner !== null && personDay(org, owner, on).eligible
}

function recentDays(tier: string, on: Day): Day[] {
  return daysBetween(on - (TOUCH_DAYS[tier] ?? 90) + 1, on)
}

// Days of human value actions by account; the event's own account, else its record's as of `on`.
function touchDays(org: Organisation, on: Day): Map<string, Set<Day>> {
  const accountOfRecord = new Map(
    recordsOn(org, on).map((record) => [`${record.object}\n${record.recordId}`, accountOf(record)]),
  )
  const accountOfEvent = (event: EventRow) =>
    event.accountId || accountOfRecord.get(`${event.object}\n${event.recordId}`) || ''
  const days = new Map<string, Set<Day>>()
  for (const person of org.people.values()) {
    for (const event of person.events) {
      const accountId = accountOfEvent(event)
      const day = eventDay(org, person, event)
      if (accountId === '' || day > on || !isValueAction(org, person, event)) continue
      days.set(accountId, (days.get(accountId) ?? new Set()).add(day))
    }
  }
  return days
}
