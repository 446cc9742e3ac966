import { z } from 'zod'
import type { CalendarDate } from '../../schema/calendar-date.ts'
import { personState, stateDetail } from '../../schema/person-state.ts'
import { type PersonRow, personRow } from '../../schema/routes/people.ts'
import type { Scope } from '../access/scope.ts'
import type { Store } from '../store/open-store.ts'
import { askView, type Filters } from './ask-view.ts'
import { peopleBelow, resolveAlias, restrictionOf } from './own-people.ts'
import { personReason } from './person-reason.ts'
import type { Reading } from './reading.ts'

/** A person with the key that facts know. */
export type KeyedPerson = { key: string; row: PersonRow }

const viewRow = z.object({
  ...personRow.omit({ breadth: true, reason: true }).shape,
  person_key: z.string(),
  person_id: z.string(),
  state: personState,
  detail: stateDetail,
  breadth_configured: z.union([z.boolean(), z.int()]),
})

/** A question about people: on which date, and whose. */
export type PeopleQuestion = { on: CalendarDate; filters: Filters; managerKey?: string | undefined }

/** Keys that a question about people is restricted to, by the viewer's scope and the manager asked for; null is no restriction. */
export async function peopleAllowed(
  { store }: Reading,
  scope: Scope,
  { on, managerKey }: PeopleQuestion,
): Promise<string[] | null> {
  const own = await restrictionOf(store, scope, on)
  return managerKey === undefined ? own : within(store, own, managerKey, on)
}

/** People of some keys who are eligible on a date; the keys lie within the viewer's scope. */
export async function readPeople(
  reading: Reading,
  on: CalendarDate,
  people: readonly string[],
): Promise<KeyedPerson[]> {
  const rows = await askView(reading, 'people', { on, filters: {}, people })
  return rows.map((each) => {
    const { person_key: key, breadth_configured: isBroad, ...row } = viewRow.parse(each)
    const described = { ...row, breadth: isBroad ? ('configured' as const) : ('not_configured' as const) }
    return { key, row: { ...described, reason: personReason(described) } }
  })
}

async function within(store: Store, own: string[] | null, managerKey: string, on: CalendarDate): Promise<string[]> {
  const below = await peopleBelow(store, await resolveAlias(store, managerKey), on)
  const allowed = own === null ? below : below.filter((key) => own.includes(key))
  return allowed.length > 0 ? allowed : ['nobody']
}
