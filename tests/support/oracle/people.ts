import { activeDayCount, activeDays, coreTasksOf } from './activity.ts'
import { windowOf } from './blocks.ts'
import { type Day, formatDay } from './day.ts'
import { expectedDays, personDay, startOfRun } from './expectation.ts'
import type { Organisation, Person } from './organisation.ts'
import { type PeopleFilter, peopleOn } from './population.ts'
import { type PersonState, stateOf, windowTasks } from './state.ts'

/** One person on a date; active and expected days of the last 28, last active day since `start`, core tasks of the window's blocks. */
export interface PersonRow extends Omit<PersonState, 'breadth'> {
  person_id: string
  name: string
  team: string
  department: string
  active_days: number
  expected_days: number
  last_active_on: string | null
  days_since: number | null
  core_tasks_done: number
  core_tasks: number
  missing: string[]
}

/** Everyone on the roster on a date who passes the filter, by id. */
export function people(org: Organisation, query: { on: Day; filter?: PeopleFilter }): PersonRow[] {
  return peopleOn(org, query.on, query.filter)
    .map((person) => describe(org, person, query.on))
    .sort((a, b) => (a.person_id < b.person_id ? -1 : 1))
}

function describe(org: Organisation, person: Person, on: Day): PersonRow {
  const row = personDay(org, person, on).row
  const { state, detail, reason } = stateOf(org, person, on)
  // Like the states, the list counts from `start` on: what was before a gap is another story.
  const start = state === 'not_eligible' ? on + 1 : startOfRun(org, person, on)
  const last = Math.max(...[...activeDays(org, person).keys()].filter((day) => start <= day && day <= on))
  const tasks = coreTasksOf(org, row?.role ?? '')
  const done = windowTasks(org, person, windowOf(org, person, on))
  const missing = tasks.filter((task) => !done.has(task))
  return {
    person_id: person.personId,
    name: row?.name ?? '',
    team: row?.team ?? '',
    department: row?.department ?? '',
    state,
    detail,
    reason,
    active_days: activeDayCount(org, person, on - 27, on),
    expected_days: expectedDays(org, person, on - 27, on),
    last_active_on: Number.isFinite(last) ? formatDay(last) : null,
    days_since: Number.isFinite(last) ? on - last : null,
    core_tasks_done: tasks.length - missing.length,
    core_tasks: tasks.length,
    missing,
  }
}
