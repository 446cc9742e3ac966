import type { DemoAccount } from './demo-accounts.ts'
import type { EventCells } from './demo-event.ts'
import { type DemoSpan, dateOf, weekdayOf } from './demo-span.ts'
import { openDice } from './seeded-dice.ts'

/** Accounts of software on the roster, with what it does. */
export const serviceAccounts = [
  { personId: 'svc-import', name: 'Data import', event: 'Record Imported', origin: 'import', perDay: 4 },
  { personId: 'svc-sync', name: 'ERP sync', event: 'Record Updated', origin: 'api', perDay: 6 },
  { personId: 'svc-flow', name: 'Workflow engine', event: 'Task Completed', origin: 'automation', perDay: 3 },
  // A test robot clicks through the pages like a human; only the roster tells that it is none.
  { personId: 'svc-robot', name: 'Test robot', event: 'Record Created', origin: 'web', perDay: 1 },
] as const

/** Events of software, and of people who are not on the roster. */
export function softwareEvents(accounts: readonly DemoAccount[], span: DemoSpan): EventCells[] {
  const dice = openDice('software')
  const events: EventCells[] = []
  for (let day = span.firstDay; day <= span.lastDay; day++) {
    const at = (hour: number) => `${dateOf(day)}T${String(hour).padStart(2, '0')}:${dice.int(10, 59)}:00Z`
    for (const { personId, event, origin, perDay } of serviceAccounts) {
      for (let count = 0; count < perDay; count++) {
        const account = dice.pick(accounts)
        events.push({
          message_id: `${personId}-${day}-${count}`,
          person_id: personId,
          event,
          occurred_at: at(1 + count),
          object: 'account',
          record_id: account.accountId,
          account_id: account.accountId,
          origin,
          app: origin === 'web' ? 'salesforce' : 'integration',
        })
      }
    }
    if (weekdayOf(day) < 5 && dice.chance(0.6)) {
      const personId = `contractor-${dice.int(1, 3)}`
      events.push({
        message_id: `${personId}-${day}`,
        person_id: personId,
        event: 'Activity Logged',
        occurred_at: at(10),
        object: 'activity',
        origin: 'web',
        app: 'salesforce',
      })
    }
  }
  return events
}
