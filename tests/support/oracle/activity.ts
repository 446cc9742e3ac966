import { actionOf } from './catalogue.ts'
import { type Day, daysBetween, utcDay } from './day.ts'
import { personDay } from './expectation.ts'
import type { EventRow } from './inputs.ts'
import { localDate } from './local-date.ts'
import type { ActiveDay, Organisation, Person } from './organisation.ts'
import { nearestRow } from './roster.ts'

const HUMAN_ORIGINS = ['web', 'mobile', 'mail_plugin']

/** Local date of an event of a person: the zone of the roster row on the UTC date, else of the nearest row. */
export function eventDay(org: Organisation, person: Person, event: EventRow): Day {
  const row = nearestRow(person.rows, utcDay(event.occurredAt))
  return localDate(event.occurredAt, row?.timezone || org.program.timezone)
}

/** Did a person do it by hand, whatever the app? */
export function isByHand(event: EventRow): boolean {
  return HUMAN_ORIGINS.includes(event.origin)
}

/** Is the event a value action of the person? Says nothing about eligibility. */
export function isValueAction(org: Organisation, person: Person, event: EventRow): boolean {
  const row = nearestRow(person.rows, eventDay(org, person, event))
  if (row?.kind !== 'human' || !isByHand(event)) return false
  if (event.app !== '' && !org.program.crmApps.includes(event.app)) return false
  const action = actionOf(event, org.program.file)
  if (action.class === 'contribute' || action.class === 'process') return true
  return action.class === 'consume' && (profileOf(org, row.role)?.promote ?? []).includes(event.event)
}

/** The profile of a role, else the default profile, else none. */
export function profileOf(org: Organisation, role: string): { core_tasks?: string[]; promote?: string[] } | null {
  const roles = org.program.file.roles ?? {}
  return (Object.hasOwn(roles, role) ? roles[role] : roles.default) ?? null
}

/** The core tasks of a role without repeats; none when it has no profile. */
export function coreTasksOf(org: Organisation, role: string): string[] {
  return [...new Set(profileOf(org, role)?.core_tasks ?? [])]
}

/** Active days of a person with the tasks done on each. */
export function activeDays(org: Organisation, person: Person): Map<Day, ActiveDay> {
  person.activeDays ??= collectActiveDays(org, person)
  return person.activeDays
}

/** A: the number of active days from `from` to `to`. */
export function activeDayCount(org: Organisation, person: Person, from: Day, to: Day): number {
  const active = activeDays(org, person)
  return daysBetween(from, to).filter((day) => active.has(day)).length
}

/** Days with a presence or consume event of a human origin, whatever the app. */
export function signInDays(org: Organisation, person: Person): Set<Day> {
  person.signInDays ??= new Set(
    person.events
      .filter((event) => HUMAN_ORIGINS.includes(event.origin))
      .filter((event) => ['presence', 'consume'].includes(actionOf(event, org.program.file).class))
      .map((event) => eventDay(org, person, event)),
  )
  return person.signInDays
}

function collectActiveDays(org: Organisation, person: Person): Map<Day, ActiveDay> {
  const days = new Map<Day, ActiveDay>()
  for (const event of person.events) {
    if (!isValueAction(org, person, event)) continue
    const day = eventDay(org, person, event)
    if (!personDay(org, person, day).eligible) continue
    const active = days.get(day) ?? { tasks: new Set() }
    active.tasks.add(actionOf(event, org.program.file).task)
    days.set(day, active)
  }
  return days
}
