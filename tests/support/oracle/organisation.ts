import type { Day } from './day.ts'
import { byOrder } from './import-order.ts'
import type { EventRow, LeaveRow, OracleInputs, RosterRow } from './inputs.ts'
import { type Phase, type Program, readProgram } from './program.ts'
import { type Roster, readRoster } from './roster.ts'
import type { PersonState } from './state.ts'

/** What is known about one day of one person. */
export interface PersonDay {
  row: RosterRow | null
  phase: Phase | null
  eligible: boolean
  /** Expected as if there were no leave. */
  expectedButForLeave: boolean
  onLeave: boolean
  /** Expected at work. */
  expected: boolean
}

/** One day of value actions of a person. */
export interface ActiveDay {
  tasks: Set<string>
}

/** One human on the roster (or service account) with everything that belongs to it. */
export interface Person {
  personId: string
  rows: RosterRow[]
  leave: LeaveRow[]
  events: EventRow[]
  /** Caches: facts are pure functions of the inputs. */
  days: Map<Day, PersonDay>
  starts: Map<Day, Day>
  activeDays: Map<Day, ActiveDay> | null
  signInDays: Set<Day> | null
}

/** The inputs, indexed by person. */
export interface Organisation {
  inputs: OracleInputs
  program: Program
  roster: Roster
  people: Map<string, Person>
  /** `calendar` and date of every holiday. */
  holidays: Set<string>
  /** Ids of events that belong to nobody on the roster, with the number of their events. */
  unmatched: Map<string, number>
  /** Events after duplicates are removed. */
  events: EventRow[]
  /** Cache of states by person and day. */
  states: Map<string, PersonState>
}

/** Indexes plain inputs for the measures. */
export function openOrganisation(inputs: OracleInputs): Organisation {
  const roster = readRoster(inputs.roster)
  const people = new Map<string, Person>()
  for (const [personId, rows] of roster.rows) people.set(personId, newPerson(personId, rows))
  for (const row of inputs.leave) people.get(roster.personOf.get(row.personId) ?? '')?.leave.push(row)
  const unmatched = new Map<string, number>()
  const events = firstOfEachMessage(inputs.events)
  for (const event of events) {
    const person = people.get(roster.personOf.get(event.personId) ?? '')
    if (person === undefined) unmatched.set(event.personId, (unmatched.get(event.personId) ?? 0) + 1)
    else person.events.push(event)
  }
  const holidays = new Set(inputs.holidays.map((row) => holidayKey(row.calendar, row.date)))
  const program = readProgram(inputs.program)
  return { inputs, program, roster, people, holidays, unmatched, events, states: new Map() }
}

/** Key of a holiday in `Organisation.holidays`. */
export function holidayKey(calendar: string, date: Day): string {
  return `${calendar}\n${date}`
}

// A message id names one event; the first that came is kept.
function firstOfEachMessage(events: EventRow[]): EventRow[] {
  const seen = new Set<string>()
  return [...events].sort(byOrder).filter((event) => {
    if (event.messageId === '') return true
    const isFirst = !seen.has(event.messageId)
    seen.add(event.messageId)
    return isFirst
  })
}

function newPerson(personId: string, rows: RosterRow[]): Person {
  const caches = { days: new Map(), starts: new Map(), activeDays: null, signInDays: null }
  return { personId, rows, leave: [], events: [], ...caches }
}
