import { type Day, parseDay } from './day.ts'
import { expectedDays, personDay } from './expectation.ts'
import type { Organisation, Person } from './organisation.ts'
import { people } from './people.ts'
import { stateOf } from './state.ts'
import { measuredPeople } from './tasks.ts'

/** Own use of every manager and sponsor beside the adoption of the people they lead; the group is the person's id. */
export function pulse(org: Organisation, on: Day) {
  const rows = new Map(people(org, { on }).map((row) => [row.person_id, row]))
  const measured = measuredPeople(org, on)
  return leadersOf(org, on).flatMap(({ kind, leader, leads }) => {
    const own = rows.get(leader)
    const person = org.people.get(leader)
    if (own === undefined || person === undefined || personDay(org, person, on).row?.kind !== 'human') return []
    const team = measured.filter((each) => each !== person && leads(each))
    const adopted = team.filter((each) => stateOf(org, each, on).state === 'adopted').length
    const isEligible = own.state !== 'not_eligible'
    const last = isEligible && own.last_active_on !== null ? parseDay(own.last_active_on) : null
    return [
      {
        group: leader,
        kind,
        state: isEligible ? own.state : null,
        active_days: isEligible ? own.active_days : 0,
        expected_days: isEligible ? own.expected_days : 0,
        last_active_on: isEligible ? own.last_active_on : null,
        expected_days_since: last === null ? null : expectedDays(org, person, last + 1, on),
        measured: team.length,
        adopted,
        rate: team.length === 0 ? null : adopted / team.length,
      },
    ]
  })
}

function leadersOf(org: Organisation, on: Day) {
  const bosses = new Map([...org.people.values()].map((person) => [person, bossesOf(org, person, on)]))
  const managers = new Set([...bosses.values()].flatMap((each) => [...each]))
  const phases = org.program.file.phases ?? []
  const ownerOf = (owner: string) => org.roster.personOf.get(owner) ?? owner
  const sponsors = new Set(phases.flatMap(({ owner }) => (owner === undefined ? [] : [ownerOf(owner)])))
  const owned = (sponsor: string) => phases.filter(({ owner }) => owner !== undefined && ownerOf(owner) === sponsor)
  return [
    ...[...managers].map((leader) => ({
      kind: 'manager',
      leader,
      leads: (person: Person) => bosses.get(person)?.has(leader) ?? false,
    })),
    ...[...sponsors].map((leader) => ({
      kind: 'sponsor',
      leader,
      leads: (person: Person) => owned(leader).some(({ id }) => personDay(org, person, on).phase?.id === id),
    })),
  ]
}

// Everyone above a person on the day, near or far; nobody stands above themselves.
function bossesOf(org: Organisation, person: Person, on: Day): Set<string> {
  const above = new Set<string>()
  let row = personDay(org, person, on).row
  while (row !== null && row.managerId !== '') {
    const boss = org.roster.personOf.get(row.managerId) ?? row.managerId
    if (above.has(boss)) break
    above.add(boss)
    const found = org.people.get(boss)
    row = found === undefined ? null : personDay(org, found, on).row
  }
  above.delete(person.personId)
  return above
}
