import type { Day } from './day.ts'
import { personDay } from './expectation.ts'
import type { Organisation, Person, PersonDay } from './organisation.ts'

/** Dimensions of people; the group is that of the roster row on the date asked for. */
export type PeopleDimension = 'department' | 'team' | 'role' | 'phase'

/** Keeps the people of these groups only. */
export type PeopleFilter = Partial<Record<PeopleDimension, string>>

/** The people on the roster on a date who pass the filter. */
export function peopleOn(org: Organisation, on: Day, filter: PeopleFilter = {}): Person[] {
  const dimensions: PeopleDimension[] = ['department', 'team', 'role', 'phase']
  return [...org.people.values()].filter((person) => {
    const facts = personDay(org, person, on)
    if (facts.row === null) return false
    return dimensions.every((by) => filter[by] === undefined || groupOf(facts, by) === filter[by])
  })
}

/** The group of a person's day; `''` when the row has none. */
export function groupOf(facts: PersonDay, by: PeopleDimension): string {
  if (by === 'phase') return facts.phase?.id ?? ''
  return facts.row?.[by] ?? ''
}

/** Gathers items by key, keys in code point order. */
export function groupBy<T>(items: T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}
