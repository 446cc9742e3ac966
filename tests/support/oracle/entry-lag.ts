import { eventDay, isValueAction } from './activity.ts'
import { type Day, daysBetween, parseDay, utcDay } from './day.ts'
import { personDay } from './expectation.ts'
import { localClock } from './local-date.ts'
import type { Organisation, Person } from './organisation.ts'
import { groupBy, groupOf, type PeopleDimension } from './population.ts'
import { nearestRow } from './roster.ts'
import { measuredPeople } from './tasks.ts'

/** Entry lag of one group, in hours. */
export interface EntryLagRow {
  group: string
  measured: number
  people: number
  entries: number
  p50: number | null
  p90: number | null
}

const DAY_S = 86_400

/** Working hours from contact to entry over the 28 days that end on a date. */
export function entryLag(org: Organisation, query: { on: Day; by?: PeopleDimension }): EntryLagRow[] {
  const { on, by } = query
  const groups = groupBy(measuredPeople(org, on), (person) =>
    by === undefined ? '' : groupOf(personDay(org, person, on), by),
  )
  return [...groups].map(([group, people]) => {
    const lags = people.map((person) => lagsOf(org, person, on))
    const all = lags.flat().sort((a, b) => a - b)
    return {
      group,
      measured: people.length,
      people: lags.filter((each) => each.length > 0).length,
      entries: all.length,
      p50: percentile(all, 0.5),
      p90: percentile(all, 0.9),
    }
  })
}

function lagsOf(org: Organisation, person: Person, on: Day): number[] {
  return person.events.flatMap((event) => {
    const day = eventDay(org, person, event)
    if (event.contactAt === null || day < on - 27 || day > on || !personDay(org, person, day).eligible) return []
    if (!isValueAction(org, person, event)) return []
    const zone = nearestRow(person.rows, utcDay(event.occurredAt))?.timezone || org.program.timezone
    return [workingHours(org, person, localClock(event.contactAt, zone), localClock(event.occurredAt, zone))]
  })
}

// Second by second of the clock, in pieces of days.
function workingHours(org: Organisation, person: Person, from: string, to: string): number {
  const seconds = daysBetween(dayOf(from), dayOf(to)).map((day) => {
    if (!personDay(org, person, day).expected) return 0
    const begin = day === dayOf(from) ? secondOf(from) : 0
    const end = day === dayOf(to) ? secondOf(to) : DAY_S
    return Math.max(0, end - begin)
  })
  return seconds.reduce((sum, each) => sum + each, 0) / 3600
}

function dayOf(clock: string): Day {
  return parseDay(clock.slice(0, 10))
}

function secondOf(clock: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = clock.slice(11).split(':').map(Number)
  return hours * 3600 + minutes * 60 + seconds
}

// PERCENTILE.INC: the place (n − 1) × p, between two neighbours in proportion.
function percentile(sorted: number[], share: number): number | null {
  const place = (sorted.length - 1) * share
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
  if (low === undefined || high === undefined) return null
  return low + (high - low) * (place - Math.floor(place))
}
