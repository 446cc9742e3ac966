import { activeDays } from './activity.ts'
import { type Day, weekEnd } from './day.ts'
import { expectedDays, personDay, startOfRun } from './expectation.ts'
import type { Organisation, Person } from './organisation.ts'
import { groupBy, groupOf, type PeopleDimension } from './population.ts'
import { stateOf } from './state.ts'

/** Days until people of a group were active, and until they were adopted. */
export interface TimeToValueRow {
  group: string
  people: number
  active: number
  active_p25: number | null
  active_median: number | null
  active_p75: number | null
  adopted: number
  adopted_p25: number | null
  adopted_median: number | null
  adopted_p75: number | null
}

/** A person's wait: the clock at the end of it, and whether it ended because the person got there. */
type Wait = { clock: number; reached: boolean }

type Stay = { person: Person; start: Day; last: Day }

/** Kaplan–Meier quantiles over the latest stay of everyone who was ever eligible by the date. */
export function timeToValue(org: Organisation, query: { on: Day; by?: PeopleDimension }): TimeToValueRow[] {
  const stays = [...org.people.values()].flatMap((person) => latestStay(org, person, query.on) ?? [])
  const groups = groupBy(stays, ({ person, last }) => (query.by ? groupOf(personDay(org, person, last), query.by) : ''))
  return [...groups].map(([group, members]) => {
    const active = members.map((stay) => waitUntil(org, stay, firstActive(org, stay)))
    const adopted = members.map((stay) => waitUntil(org, stay, firstAdopted(org, stay)))
    return {
      group,
      people: members.length,
      active: active.filter((wait) => wait.reached).length,
      active_p25: quantile(active, 1n),
      active_median: quantile(active, 2n),
      active_p75: quantile(active, 3n),
      adopted: adopted.filter((wait) => wait.reached).length,
      adopted_p25: quantile(adopted, 1n),
      adopted_median: quantile(adopted, 2n),
      adopted_p75: quantile(adopted, 3n),
    }
  })
}

function latestStay(org: Organisation, person: Person, on: Day): Stay | null {
  const firstRow = Math.min(...person.rows.map((row) => row.validFrom))
  let last = on
  while (last >= firstRow && !personDay(org, person, last).eligible) last--
  return last < firstRow ? null : { person, start: startOfRun(org, person, last), last }
}

function firstActive(org: Organisation, { person, start, last }: Stay): Day | null {
  const days = [...activeDays(org, person).keys()].filter((day) => start <= day && day <= last)
  return days.length === 0 ? null : Math.min(...days)
}

function firstAdopted(org: Organisation, { person, start, last }: Stay): Day | null {
  for (let end = weekEnd(start, org.program.weekStart); end <= last; end += 7) {
    if (stateOf(org, person, end).state === 'adopted') return end
  }
  return null
}

function waitUntil(org: Organisation, { person, start, last }: Stay, day: Day | null): Wait {
  return { clock: expectedDays(org, person, start, (day ?? last) - 1), reached: day !== null }
}

// The first clock at which quarters of four are there; the share left is an exact fraction.
function quantile(waits: Wait[], quarters: bigint): number | null {
  let [left, of] = [1n, 1n]
  for (const clock of [...new Set(waits.map((wait) => wait.clock))].sort((a, b) => a - b)) {
    const atRisk = BigInt(waits.filter((wait) => wait.clock >= clock).length)
    const reached = BigInt(waits.filter((wait) => wait.clock === clock && wait.reached).length)
    left *= atRisk - reached
    of *= atRisk
    if (left * 4n <= (4n - quarters) * of) return clock
  }
  return null
}
