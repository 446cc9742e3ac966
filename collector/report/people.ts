import { z } from 'zod'
import type { CalendarDate } from '../../schema/calendar-date.ts'
import { personState, personStates, stateDetail } from '../../schema/person-state.ts'
import { type PersonRow, type peopleQuery, personRow } from '../../schema/routes/people.ts'
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

/** People eligible on a date within the viewer's scope. */
export async function readPeople(
  reading: Reading,
  scope: Scope,
  { on, filters, managerKey }: { on: CalendarDate; filters: Filters; managerKey?: string | undefined },
): Promise<KeyedPerson[]> {
  const { store } = reading
  const own = await restrictionOf(store, scope, on)
  const people = managerKey === undefined ? own : await within(store, own, managerKey, on)
  const rows = await askView(reading, 'people', { on, filters, people })
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

/** Those who fit the rest of the question, in its order. */
export function selectPeople(people: KeyedPerson[], query: z.output<typeof peopleQuery>): KeyedPerson[] {
  const text = query.q?.trim().toLowerCase()
  const found = people.filter(
    ({ row }) =>
      (query.state === undefined || query.state.includes(row.state)) &&
      (query.detail === undefined || query.detail.includes(row.detail)) &&
      (!text || row.name.toLowerCase().includes(text) || row.person_id.toLowerCase().includes(text)),
  )
  const [, sign, name = 'useful'] = /^(-?)(.+)$/.exec(query.sort ?? 'useful') ?? []
  const direction = sign === '-' ? -1 : 1
  // The id decides between equals, so that pages never overlap.
  return found.sort((a, b) => direction * compare(a.row, b.row, name) || order(a.row.person_id, b.row.person_id))
}

function compare(a: PersonRow, b: PersonRow, name: string): number {
  switch (name) {
    case 'name':
      return a.name.localeCompare(b.name)
    case 'department':
      return a.department.localeCompare(b.department)
    case 'state':
      return personStates.indexOf(a.state) - personStates.indexOf(b.state)
    case 'last_active_on':
      return order(a.last_active_on ?? '', b.last_active_on ?? '')
    default:
      return usefulness(a) - usefulness(b)
  }
}

const ranks = { occasional: 0, lapsed: 1000, never_started: 2000, adopted: 3000, not_measured: 4000 }

// First who can be won most easily: nearly adopted, then who was adopted and stopped, then who looks but never works.
function usefulness(row: PersonRow): number {
  const rank = ranks[row.state]
  if (row.state === 'occasional') {
    return (
      rank +
      10 * Math.max(0, row.blocks_needed - row.blocks_regular) +
      Math.max(0, row.tasks_needed - row.core_tasks_done)
    )
  }
  if (row.state === 'lapsed')
    return rank + (row.detail === 'was_adopted' ? 0 : 500) + Math.min(400, row.days_since ?? 400)
  if (row.state === 'never_started') return rank + (row.detail === 'signs_in_only' ? 0 : 1)
  return rank
}

function order(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
