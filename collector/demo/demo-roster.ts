import type { DemoPerson } from './demo-person.ts'
import { serviceAccounts } from './demo-software.ts'
import { type Day, type DemoSpan, dateOf } from './demo-span.ts'

const weekdayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** Rows of the roster, one per person and interval, with the accounts of software. */
export function rosterRows(people: readonly DemoPerson[], span: DemoSpan) {
  const humans = people.flatMap((person) =>
    person.intervals.map((interval) => ({
      person_id: person.personId,
      name: person.name,
      email: person.email,
      department: interval.department,
      team: interval.team,
      role: person.role,
      manager_id: person.managerId,
      valid_from: dateOf(interval.from),
      valid_to: optionalDate(interval.to),
      licensed_from: optionalDate(interval.licensedFrom),
      licensed_to: optionalDate(interval.licensedTo),
      workdays: person.workdays.map((weekday) => weekdayNames[weekday]).join(' '),
      calendar: person.calendar,
      timezone: person.zone,
      kind: 'human',
      aliases: person.aliases.join(';'),
    })),
  )
  const software = serviceAccounts.map(({ personId, name }) => ({
    person_id: personId,
    name,
    department: 'Operations',
    team: 'Order Desk',
    valid_from: dateOf(span.firstDay),
    kind: 'service',
  }))
  return [...humans, ...software]
}

/** Rows of the leave file. */
export function leaveRows(people: readonly DemoPerson[]) {
  return people.flatMap(({ personId, leave }) =>
    leave.map(({ from, to, kind }) => ({ person_id: personId, from: dateOf(from), to: dateOf(to), kind })),
  )
}

function optionalDate(day: Day | undefined): string {
  return day === undefined ? '' : dateOf(day)
}
