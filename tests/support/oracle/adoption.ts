import type { Day } from './day.ts'
import { personDay } from './expectation.ts'
import type { Organisation, Person } from './organisation.ts'
import { groupBy, groupOf, type PeopleDimension, type PeopleFilter, peopleOn } from './population.ts'
import { type State, stateOf } from './state.ts'

/** Counts of states of the eligible people of a group; `rate` is null when nobody is measured. */
export interface AdoptionCounts {
  eligible: number
  measured: number
  adopted: number
  occasional: number
  lapsed: number
  never_started: number
  not_measured: number
  rate: number | null
}

/** One group of `adoption`; `group` is `''` for a blank department or team. */
export interface AdoptionRow extends AdoptionCounts {
  group: string
}

/** Adoption on a date: a row for each group that has eligible people, and the total of the filter. */
export function adoption(
  org: Organisation,
  query: { on: Day; by?: PeopleDimension; filter?: PeopleFilter },
): { rows: AdoptionRow[]; total: AdoptionCounts } {
  const { on, by, filter } = query
  const eligible = peopleOn(org, on, filter).filter((person) => personDay(org, person, on).eligible)
  const total = countStates(org, eligible, on)
  if (by === undefined) return { rows: [], total }
  const groups = groupBy(eligible, (person) => groupOf(personDay(org, person, on), by))
  return { rows: [...groups].map(([group, people]) => ({ group, ...countStates(org, people, on) })), total }
}

function countStates(org: Organisation, people: Person[], on: Day): AdoptionCounts {
  const states = people.map((person) => stateOf(org, person, on).state)
  const count = (state: State) => states.filter((each) => each === state).length
  const measured = people.length - count('not_measured')
  return {
    eligible: people.length,
    measured,
    adopted: count('adopted'),
    occasional: count('occasional'),
    lapsed: count('lapsed'),
    never_started: count('never_started'),
    not_measured: count('not_measured'),
    rate: measured === 0 ? null : count('adopted') / measured,
  }
}
