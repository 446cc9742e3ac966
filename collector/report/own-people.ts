import { z } from 'zod'
import type { CalendarDate } from '../../schema/calendar-date.ts'
import type { Scope } from '../access/scope.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'

const link = z.object({ person_key: z.string(), manager_key: z.string() })

// An alias of a manager is the manager.
const links = `
SELECT s.person_key AS person_key, if(a.person_key = '', s.manager_key, a.person_key) AS manager_key
FROM current_segments AS s LEFT JOIN current_aliases AS a ON a.alias_key = s.manager_key
WHERE s.valid_from <= {on:Date} AND {on:Date} < s.valid_to AND s.manager_key != ''`

const mainKey = `SELECT person_key FROM current_aliases WHERE alias_key = {key:String}`

// An empty list would mean everyone, so a viewer who may see nobody asks for someone who cannot exist.
const nobody = ['nobody']

/** Keys the viewer's questions are restricted to on a date; null is no restriction. */
export async function restrictionOf(store: Store, scope: Scope, on: CalendarDate): Promise<string[] | null> {
  if (scope.role !== 'lead' && scope.role !== 'person') return null
  if (scope.personKey === null || scope.personKey === '') return nobody
  const key = await resolveAlias(store, scope.personKey)
  if (scope.role === 'person') return [key]
  const people = await peopleBelow(store, key, on)
  return people.length > 0 ? people : nobody
}

/** Everyone whose chain of managers on the date contains the person. */
export async function peopleBelow(store: Store, managerKey: string, on: CalendarDate): Promise<string[]> {
  const reports = new Map<string, string[]>()
  for (const { person_key, manager_key } of await queryRows(store.writer, links, { on }, link)) {
    const team = reports.get(manager_key)
    if (team) team.push(person_key)
    else reports.set(manager_key, [person_key])
  }
  const below = new Set<string>()
  const queue = [managerKey]
  for (let manager = queue.pop(); manager !== undefined; manager = queue.pop()) {
    for (const person of reports.get(manager) ?? []) {
      // A chain may run in a circle; nobody is below themselves.
      if (person === managerKey || below.has(person)) continue
      below.add(person)
      queue.push(person)
    }
  }
  return [...below]
}

/** The person that a key stands for: itself, or the person who claims it as an alias. */
export async function resolveAlias(store: Store, key: string): Promise<string> {
  const [row] = await queryRows(store.writer, mainKey, { key }, z.object({ person_key: z.string() }))
  return row?.person_key ?? key
}
