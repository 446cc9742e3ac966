import type { Day } from './day.ts'
import { personDay } from './expectation.ts'
import { judgedActions } from './flags.ts'
import { type Organisation, openOrganisation, type Person } from './organisation.ts'
import { groupBy, groupOf, type PeopleDimension } from './population.ts'
import { stateOf } from './state.ts'
import { measuredPeople } from './tasks.ts'

/** Adoption of one group with and without flagged actions. */
export interface VerifiedRow {
  group: string
  measured: number
  adopted: number
  rate: number
  verified_adopted: number
  verified_rate: number
  gap_people: number
  gap: number
}

/** The same organisation as if the flagged actions had never happened. */
export function withoutFlagged(org: Organisation): Organisation {
  const flagged = new Set(
    [...org.people.values()].flatMap((person) =>
      judgedActions(org, person).flatMap(({ event, kinds }) => (kinds.length > 0 ? [event] : [])),
    ),
  )
  return openOrganisation({ ...org.inputs, events: org.events.filter((event) => !flagged.has(event)) })
}

/** Adoption on a date with and without flagged actions, by group; `clean` is what `withoutFlagged` made of `org`. */
export function verified(
  { org, clean }: { org: Organisation; clean: Organisation },
  { on, by }: { on: Day; by?: PeopleDimension },
): VerifiedRow[] {
  const groups = groupBy(measuredPeople(org, on), (person) =>
    by === undefined ? '' : groupOf(personDay(org, person, on), by),
  )
  return [...groups].map(([group, people]) => {
    const adopted = people.filter((person) => stateOf(org, person, on).state === 'adopted').length
    const verifiedAdopted = people.filter((person) => isAdopted(clean, person, on)).length
    const measured = people.length
    return {
      group,
      measured,
      adopted,
      rate: adopted / measured,
      verified_adopted: verifiedAdopted,
      verified_rate: verifiedAdopted / measured,
      gap_people: adopted - verifiedAdopted,
      gap: (adopted - verifiedAdopted) / measured,
    }
  })
}

function isAdopted(org: Organisation, { personId }: Person, on: Day): boolean {
  const person = org.people.get(personId)
  return person !== undefined && stateOf(org, person, on).state === 'adopted'
}
