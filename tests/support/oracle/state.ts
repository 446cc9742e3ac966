import { activeDayCount, activeDays, coreTasksOf, profileOf, signInDays } from './activity.ts'
import { isMeasurable, type Window, windowOf } from './blocks.ts'
import { type Day, daysBetween, weekEnd } from './day.ts'
import { personDay, startOfRun } from './expectation.ts'
import { isShieldedByLongLeave } from './long-leave.ts'
import type { Organisation, Person } from './organisation.ts'
import { ceilShare, halfUpShare } from './ten-thousandths.ts'

/** The states of section 3, in the order in which they are tried. */
export type State = 'not_eligible' | 'not_measured' | 'never_started' | 'lapsed' | 'adopted' | 'occasional'

/** A state with why: `detail` and `reason` are empty where the definition names none. */
export interface PersonState {
  state: State
  detail: '' | 'signs_in_only' | 'never_signed_in' | 'was_adopted' | 'only_tried'
  reason: '' | 'on_leave' | 'too_few_workdays' | 'too_early'
  breadth: '' | 'configured' | 'not_configured'
}

/** Days since `start` from which a person with too few workdays is no longer new. */
const EARLY_DAYS = 55

/** The state of a person on a date, end of day. */
export function stateOf(org: Organisation, person: Person, on: Day): PersonState {
  const key = `${person.personId}\n${on}`
  const cached = org.states.get(key)
  if (cached !== undefined) return cached
  const state = judge(org, person, on)
  org.states.set(key, state)
  return state
}

function judge(org: Organisation, person: Person, on: Day): PersonState {
  const today = personDay(org, person, on)
  if (!today.eligible || today.row === null) return plain('not_eligible', '')
  const breadth = profileOf(org, today.row.role) === null ? 'not_configured' : 'configured'
  const start = startOfRun(org, person, on)
  if (!isMeasurable(org, person, on, false)) {
    return { ...plain('not_measured', breadth), reason: reasonNotMeasured(org, person, on, start) }
  }
  if (!hasActiveDay(org, person, start, on)) {
    const signedIn = [...signInDays(org, person)].some((day) => start <= day && day <= on)
    return { ...plain('never_started', breadth), detail: signedIn ? 'signs_in_only' : 'never_signed_in' }
  }
  if (isLapsed(org, person, on)) {
    return { ...plain('lapsed', breadth), detail: wasAdopted(org, person, on) ? 'was_adopted' : 'only_tried' }
  }
  const window = windowOf(org, person, on)
  const isAdopted = isRegular(org, person, window) && isBroad(org, person, window, today.row.role)
  return plain(isAdopted ? 'adopted' : 'occasional', breadth)
}

function plain(state: State, breadth: PersonState['breadth']): PersonState {
  return { state, detail: '', reason: '', breadth }
}

function reasonNotMeasured(org: Organisation, person: Person, on: Day, start: Day): PersonState['reason'] {
  if (isMeasurable(org, person, on, true)) return 'on_leave'
  return on - start >= EARLY_DAYS ? 'too_few_workdays' : 'too_early'
}

function hasActiveDay(org: Organisation, person: Person, from: Day, to: Day): boolean {
  return [...activeDays(org, person).keys()].some((day) => from <= day && day <= to)
}

// Walks back to the tenth-last expected day; nobody was expected before the first roster row.
function isLapsed(org: Organisation, person: Person, on: Day): boolean {
  const firstDay = Math.min(...person.rows.map((row) => row.validFrom))
  let expected = 0
  for (let day = on; day >= firstDay; day--) {
    if (activeDays(org, person).has(day)) return false
    if (personDay(org, person, day).expected) expected++
    if (expected === org.program.thresholds.lapsedAfter) return !isShieldedByLongLeave(org, person, on)
  }
  return false
}

function wasAdopted(org: Organisation, person: Person, on: Day): boolean {
  const first = Math.min(...activeDays(org, person).keys())
  for (let end = weekEnd(first, org.program.weekStart); end < on; end += 7) {
    if (stateOf(org, person, end).state === 'adopted') return true
  }
  return false
}

function isRegular(org: Organisation, person: Person, window: Window): boolean {
  const { activeShare, blocksRequired } = org.program.thresholds
  const regular = window.filter((block) => {
    const needed = Math.max(1, halfUpShare(activeShare, block.expected))
    return activeDayCount(org, person, block.from, block.to) >= needed
  })
  return regular.length >= (window.length === 4 ? blocksRequired : window.length)
}

function isBroad(org: Organisation, person: Person, window: Window, role: string): boolean {
  if (profileOf(org, role) === null) return true
  const tasks = coreTasksOf(org, role)
  const done = windowTasks(org, person, window)
  const doneCore = tasks.filter((task) => done.has(task)).length
  if (tasks.length < 2) return doneCore === tasks.length
  return doneCore >= Math.max(2, ceilShare(org.program.thresholds.breadthShare, tasks.length))
}

/** Tasks done on the active days of the window's blocks. */
export function windowTasks(org: Organisation, person: Person, window: Window): Set<string> {
  const active = activeDays(org, person)
  const days = window.flatMap((block) => daysBetween(block.from, block.to))
  return new Set(days.flatMap((day) => [...(active.get(day)?.tasks ?? [])]))
}
