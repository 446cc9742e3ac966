import { activeDayCount, coreTasksOf } from './activity.ts'
import { actionOf } from './catalogue.ts'
import type { Day } from './day.ts'
import { personDay } from './expectation.ts'
import type { EventRow } from './inputs.ts'
import type { Organisation, Person } from './organisation.ts'
import { groupBy, groupOf, type PeopleDimension, type PeopleFilter } from './population.ts'
import { measuredPeople } from './tasks.ts'
import { valueActions } from './value-actions.ts'

/** One core task of one group of `effort`; an empty task is all entering. */
export interface EffortRow {
  group: string
  task: string
  measured: number
  active_days: number
  actions: number
  timed: number
  minutes: number | null
  minutes_per_day: number | null
}

const CAP_MS = 30 * 60_000

/** Minutes of entering data per active day, by group and core task, over the 28 days that end on the date. */
export function effort(
  org: Organisation,
  query: { on: Day; by?: PeopleDimension; filter?: PeopleFilter },
): EffortRow[] {
  const { on, by, filter } = query
  const groups = groupBy(measuredPeople(org, on, filter), (person) =>
    by === undefined ? '' : groupOf(personDay(org, person, on), by),
  )
  return [...groups].flatMap(([group, people]) => {
    const tasksOf = (person: Person) => coreTasksOf(org, personDay(org, person, on).row?.role ?? '')
    const tasks = [...new Set(people.flatMap(tasksOf))]
    return [
      effortOf(org, { group, task: '', people, on }),
      ...tasks.map((task) => {
        const owners = people.filter((person) => tasksOf(person).includes(task))
        return effortOf(org, { group, task, people: owners, on })
      }),
    ]
  })
}

function effortOf(org: Organisation, asked: { group: string; task: string; people: Person[]; on: Day }): EffortRow {
  const { group, task, people, on } = asked
  const entered = people
    .flatMap((person) => valueActions(org, person, on - 27, on))
    .filter((event) => isEntering(org, event, task))
  const durations = entered.flatMap(({ durationMs }) => (durationMs === null ? [] : [Math.min(durationMs, CAP_MS)]))
  const activeDays = people.reduce((sum, person) => sum + activeDayCount(org, person, on - 27, on), 0)
  const spent = durations.reduce((sum, each) => sum + each, 0) / 60_000
  const minutes = entered.length > 0 && durations.length === 0 ? null : spent
  return {
    group,
    task,
    measured: people.length,
    active_days: activeDays,
    actions: entered.length,
    timed: durations.length,
    minutes,
    minutes_per_day: minutes === null || activeDays === 0 ? null : minutes / activeDays,
  }
}

function isEntering(org: Organisation, event: EventRow, task: string): boolean {
  const action = actionOf(event, org.program.file)
  return ['contribute', 'process'].includes(action.class) && (task === '' || action.task === task)
}
