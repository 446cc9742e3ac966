import { type Day, weekEnd } from './day.ts'
import { personDay } from './expectation.ts'
import type { Organisation, Person } from './organisation.ts'
import { groupBy, groupOf, type PeopleDimension } from './population.ts'
import { stateOf } from './state.ts'
import { measuredPeople } from './tasks.ts'

/** One course of one group. */
export type TrainingResult = { group: string; course: string } & Record<string, number | string | null>

const COMPARABLE = 10

/** Training by group: who completed each course, and adoption some weeks later beside peers. */
export function training(org: Organisation, query: { on: Day; by?: PeopleDimension }): TrainingResult[] {
  const { on, by } = query
  const completed = firstCompletions(org, on)
  const courses = new Set([...completed.values()].flatMap((own) => [...own.keys()]))
  const groups = groupBy(measuredPeople(org, on), (person) =>
    by === undefined ? '' : groupOf(personDay(org, person, on), by),
  )
  return [...groups].flatMap(([group, people]) =>
    [...courses].map((course) => {
      const learnedOn = (person: Person) => completed.get(person.personId)?.get(course)
      const trained = people.filter((person) => learnedOn(person) !== undefined)
      const waiting = trained.filter((person) => {
        return (learnedOn(person) ?? on) <= on - 21 && stateOf(org, person, on).state !== 'adopted'
      })
      const numbers = { measured: people.length, trained: trained.length, share: trained.length / people.length }
      const later = [2, 4, 12].map((weeks) => followUp(org, { on, weeks, people, learnedOn }))
      return { group, course, ...numbers, not_adopted_3w: waiting.length, ...Object.assign({}, ...later) }
    }),
  )
}

function followUp(
  org: Organisation,
  asked: { on: Day; weeks: number; people: Person[]; learnedOn: (person: Person) => Day | undefined },
): Record<string, number | null> {
  const { on, weeks, people, learnedOn } = asked
  const endFor = (person: Person) => weekEnd((learnedOn(person) ?? on) + 7 * weeks, org.program.weekStart)
  const followed = people.filter((person) => {
    return learnedOn(person) !== undefined && endFor(person) <= on && isMeasured(org, person, endFor(person))
  })
  const adopted = followed.filter((person) => isAdopted(org, person, endFor(person)))
  const peersAt = (end: Day) =>
    people.filter((each) => isMeasured(org, each, end) && (learnedOn(each) ?? end + 1) > end)
  const peers = new Set(followed.flatMap((person) => peersAt(endFor(person))))
  const shares = followed.flatMap((person) => {
    const end = endFor(person)
    const others = peersAt(end)
    return others.length === 0 ? [] : [others.filter((each) => isAdopted(org, each, end)).length / others.length]
  })
  const rate = followed.length === 0 ? null : adopted.length / followed.length
  const isComparable = followed.length >= COMPARABLE && peers.size >= COMPARABLE
  const peerRate = isComparable ? shares.reduce((sum, each) => sum + each, 0) / shares.length : null
  return {
    [`followed_${weeks}w`]: followed.length,
    [`adopted_${weeks}w`]: adopted.length,
    [`rate_${weeks}w`]: rate,
    [`peers_${weeks}w`]: peers.size,
    [`peer_rate_${weeks}w`]: peerRate,
    [`association_${weeks}w`]: rate === null || peerRate === null ? null : rate - peerRate,
  }
}

/** First completion of each course by person, up to a date. */
function firstCompletions(org: Organisation, on: Day): Map<string, Map<string, Day>> {
  const completed = new Map<string, Map<string, Day>>()
  for (const { personId, course, completedOn } of org.inputs.training) {
    if (completedOn > on) continue
    const person = org.roster.personOf.get(personId) ?? personId
    const own = completed.get(person) ?? new Map<string, Day>()
    completed.set(person, own.set(course, Math.min(own.get(course) ?? completedOn, completedOn)))
  }
  return completed
}

function isMeasured(org: Organisation, person: Person, on: Day): boolean {
  return !['not_eligible', 'not_measured'].includes(stateOf(org, person, on).state)
}

function isAdopted(org: Organisation, person: Person, on: Day): boolean {
  return stateOf(org, person, on).state === 'adopted'
}
