import { activeDays, coreTasksOf } from './activity.ts'
import { type Day, daysBetween } from './day.ts'
import { personDay } from './expectation.ts'
import type { Organisation, Person } from './organisation.ts'
import { groupBy, groupOf, type PeopleDimension, type PeopleFilter, peopleOn } from './population.ts'
import { stateOf } from './state.ts'

/** One core task of one group. */
export interface TaskRow {
  group: string
  task: string
  measured: number
  done: number
  share: number
}

/** Core tasks by group: who of the people that own one did it in the 28 days that end on the date. */
export function tasks(org: Organisation, query: { on: Day; by?: PeopleDimension; filter?: PeopleFilter }): TaskRow[] {
  const { on, by, filter } = query
  const groups = groupBy(measuredPeople(org, on, filter), (person) =>
    by === undefined ? '' : groupOf(personDay(org, person, on), by),
  )
  return [...groups].flatMap(([group, people]) => {
    const names = new Set(people.flatMap((person) => tasksOf(org, person, on)))
    return [...names].map((task) => {
      const owners = people.filter((person) => tasksOf(org, person, on).includes(task))
      const done = owners.filter((person) => doneInFourWeeks(org, person, on).has(task)).length
      return { group, task, measured: owners.length, done, share: done / owners.length }
    })
  })
}

/** Measured people on a date. */
export function measuredPeople(org: Organisation, on: Day, filter?: PeopleFilter): Person[] {
  return peopleOn(org, on, filter).filter((person) => {
    return !['not_eligible', 'not_measured'].includes(stateOf(org, person, on).state)
  })
}

function tasksOf(org: Organisation, person: Person, on: Day): string[] {
  return coreTasksOf(org, personDay(org, person, on).row?.role ?? '')
}

function doneInFourWeeks(org: Organisation, person: Person, on: Day): Set<string> {
  const active = activeDays(org, person)
  return new Set(daysBetween(on - 27, on).flatMap((day) => [...(active.get(day)?.tasks ?? [])]))
}
