import { stringify } from 'csv-stringify/sync'
import type { CalendarDate } from '../../schema/calendar-date.ts'
import type { DatasetName } from '../../schema/datasets/dataset.ts'
import { type DemoAccount, inventAccounts } from './demo-accounts.ts'
import { createActivity } from './demo-activity.ts'
import { type EventCells, eventColumns } from './demo-event.ts'
import { feedbackRows } from './demo-feedback.ts'
import { holidayRows } from './demo-holidays.ts'
import { outcomeRows } from './demo-outcomes.ts'
import { inventPeople } from './demo-people.ts'
import type { DemoPerson } from './demo-person.ts'
import { demoProgram } from './demo-program.ts'
import { inventRecords } from './demo-records.ts'
import { leaveRows, rosterRows } from './demo-roster.ts'
import { softwareEvents } from './demo-software.ts'
import { type DemoSpan, dateOf, demoSpan } from './demo-span.ts'
import { trainingRows } from './demo-training.ts'

/** A file of the demo, in the order in which they are imported. */
export type DemoFile = { dataset: DatasetName; file: string; csv: string | AsyncIterable<string> }

/** The name of the feed every file of the demo belongs to. */
export const demoSource = 'demo'

/** Makes the demo company as it stands the day before `today`: its program and the files to import. */
export function generateDemo({ today }: { today: CalendarDate }): { program: string; datasets: DemoFile[] } {
  const span = demoSpan(today)
  const people = inventPeople(span)
  const accounts = inventAccounts(people)
  const records = inventRecords(accounts, span)
  const file = (dataset: DatasetName, csv: DemoFile['csv'], name: string = dataset): DemoFile => ({
    dataset,
    file: `${name}.csv`,
    csv,
  })
  return {
    program: demoProgram(people, span),
    datasets: [
      file('roster', toCsv(rosterRows(people, span))),
      file('leave', toCsv(leaveRows(people))),
      file('holidays', toCsv(holidayRows(dateOf(span.companyDay)))),
      file('accounts', toCsv(accounts.map(accountRow))),
      file('training', toCsv(trainingRows(people, span))),
      file('outcomes', toCsv(outcomeRows(span))),
      file('feedback', toCsv(feedbackRows(people, span))),
      ...Object.entries(records).map(([kind, rows]) => file('records', toCsv(rows), `records-${kind}`)),
      file('events', eventsCsv(people, accounts, span, 'in time'), 'events'),
      file('events', eventsCsv(people, accounts, span, 'late'), 'events-late'),
    ],
  }
}

function accountRow({ accountId, name, tier, department }: DemoAccount) {
  return { account_id: accountId, name, tier, department, valid_from: '', valid_to: '' }
}

function toCsv(rows: readonly object[]): string {
  return stringify([...rows], { header: true })
}

// A person at a time, so that the whole is never in memory.
async function* eventsCsv(
  people: readonly DemoPerson[],
  accounts: readonly DemoAccount[],
  span: DemoSpan,
  which: 'in time' | 'late',
): AsyncGenerator<string> {
  const columns = [...eventColumns]
  yield stringify([columns])
  const activityOf = createActivity(accounts, span)
  const rowsOf = (events: EventCells[]) => stringify(events, { columns })
  for (const person of people) {
    // These phones were off the net for ten days; what they held came afterwards.
    const isHeld = ({ message_id: id = '' }: EventCells) => person.traits.has('late') && isOffline(id, span)
    const events = activityOf(person).filter((event) => isHeld(event) === (which === 'late'))
    if (events.length > 0) yield rowsOf(events)
  }
  if (which === 'in time') yield rowsOf(softwareEvents(accounts, span))
}

function isOffline(messageId: string, span: DemoSpan): boolean {
  const day = Number(messageId.split('-')[2])
  return day >= span.lastDay - 24 && day < span.lastDay - 14
}
