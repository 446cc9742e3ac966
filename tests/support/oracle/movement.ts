import type { Day } from './day.ts'
import { personDay } from './expectation.ts'
import type { Organisation } from './organisation.ts'
import { groupOf, type PeopleDimension, type PeopleFilter, peopleOn } from './population.ts'
import { stateOf } from './state.ts'

/** What was known at a time, and what is different from the time before. */
export interface Known {
  org: Organisation
  cause: 'definition' | 'late_data'
}

/** Names of the parts, in the order in which inputs are swapped. */
export const PARTS = ['definition', 'late_data', 'joiners_leavers', 'transfers', 'behaviour'] as const

/** One group of `movement`. */
export interface MovementRow extends Record<(typeof PARTS)[number] | 'change', number | null> {
  group: string
  measured_published: number
  adopted_published: number
  rate_published: number | null
  measured_before: number
  adopted_before: number
  rate_before: number | null
  measured: number
  adopted: number
  rate: number | null
  joiners: number
  leavers: number
  transferred_in: number
  transferred_out: number
}

/** A measured person: group null when outside of the filter. */
type Standing = { group: string | null; adopted: boolean }
type Standings = Map<string, Standing>
type Question = { from: Day; on: Day; by?: PeopleDimension; filter?: PeopleFilter }

/** The change of adoption, from the first knowledge of `from` to the last knowledge of `on`. */
export function movement(known: Known[], { from, on, by, filter }: Question): MovementRow[] {
  const now = known.at(-1)
  if (now === undefined) throw new Error('Nothing is known.')
  const after = standingsOf(now.org, on, by, filter)
  const before = standingsOf(now.org, from, by, filter)
  const steps: { cause: (typeof PARTS)[number]; people: Standings }[] = known.map(({ org, cause }) => ({
    cause,
    people: standingsOf(org, from, by, filter),
  }))
  const joined = merge(after, (id, there) => before.get(id) ?? there)
  const moved = merge(after, (id, there) => ({ group: there.group, adopted: (before.get(id) ?? there).adopted }))
  steps.push({ cause: 'joiners_leavers', people: joined })
  steps.push({ cause: 'transfers', people: moved })
  steps.push({ cause: 'behaviour', people: after })
  const groups = new Set(steps.flatMap(({ people }) => [...people.values()].map(({ group }) => group)))
  return [...groups]
    .filter((group) => group !== null)
    .sort()
    .map((group) => rowOf(group, steps, before, after))
}

function rowOf(
  group: string,
  steps: { cause: (typeof PARTS)[number]; people: Standings }[],
  before: Standings,
  after: Standings,
): MovementRow {
  const counts = steps.map(({ people }) => countOf(group, people))
  const [published = nobody] = counts
  const restated = countOf(group, before)
  const last = countOf(group, after)
  const parts = Object.fromEntries(PARTS.map((part) => [part, 0])) as Record<(typeof PARTS)[number], number>
  let rate = published.rate
  for (const [index, { cause }] of steps.entries()) {
    const next = counts[index]?.rate ?? null
    if (rate === null || next === null) continue
    parts[cause] += next - rate
    rate = next
  }
  const isKnown = published.rate !== null && last.rate !== null
  const shown = Object.fromEntries(PARTS.map((part) => [part, isKnown ? parts[part] : null]))
  const came = [...after].filter(([, each]) => each.group === group).map(([id]) => before.get(id))
  const went = [...before].filter(([, each]) => each.group === group).map(([id]) => after.get(id))
  return {
    ...(shown as Record<(typeof PARTS)[number], number | null>),
    group,
    change: isKnown ? (last.rate ?? 0) - (published.rate ?? 0) : null,
    ...named('_published', published),
    ...named('_before', restated),
    ...named('', last),
    joiners: came.filter((each) => each === undefined).length,
    leavers: went.filter((each) => each === undefined).length,
    transferred_in: came.filter((each) => each !== undefined && each.group !== group).length,
    transferred_out: went.filter((each) => each !== undefined && each.group !== group).length,
  } as MovementRow // the spread names are those of the interface
}

const nobody = { measured: 0, adopted: 0, rate: null }

function named(ending: string, { measured, adopted, rate }: ReturnType<typeof countOf>): Record<string, number | null> {
  return { [`measured${ending}`]: measured, [`adopted${ending}`]: adopted, [`rate${ending}`]: rate }
}

function countOf(group: string, people: Standings): { measured: number; adopted: number; rate: number | null } {
  const members = [...people.values()].filter((each) => each.group === group)
  const adopted = members.filter((each) => each.adopted).length
  return { measured: members.length, adopted, rate: members.length === 0 ? null : adopted / members.length }
}

function standingsOf(org: Organisation, day: Day, by?: PeopleDimension, filter?: PeopleFilter): Standings {
  const inside = new Set(peopleOn(org, day, filter).map(({ personId }) => personId))
  const standings: Standings = new Map()
  for (const person of peopleOn(org, day)) {
    const { state } = stateOf(org, person, day)
    if (state === 'not_eligible' || state === 'not_measured') continue
    const group = by === undefined ? '' : groupOf(personDay(org, person, day), by)
    standings.set(person.personId, {
      group: inside.has(person.personId) ? group : null,
      adopted: state === 'adopted',
    })
  }
  return standings
}

function merge(people: Standings, pick: (id: string, there: Standing) => Standing): Standings {
  return new Map([...people].map(([id, there]) => [id, pick(id, there)]))
}
