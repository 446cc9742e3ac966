import { z } from 'zod'
import type { PersonTasksRow, peopleTasksQuery, TaskPlace } from '../../schema/routes/people-tasks.ts'
import type { Scope } from '../access/scope.ts'
import { queryRows } from '../store/query.ts'
import { callOf } from './ask-view.ts'
import { type PeopleQuestion, peopleAllowed, readPeople } from './people.ts'
import type { Reading } from './reading.ts'

/** A page of the matrix of people and core tasks, with what holds for everyone of the question. */
export type PeopleTasksPage = {
  page: { key: string; row: PersonTasksRow }[]
  tasks: string[]
  total: number
  measured: number
  did_all: number
}

type Asked = PeopleQuestion & { query: z.output<typeof peopleTasksQuery>; from: number; limit: number }

const found = callOf('people_by_tasks')
const countsStatement = `
SELECT count() AS total, countIf(is_measured) AS measured, countIf(is_measured AND is_done) AS did_all FROM ${found}`
const tasksStatement = `
SELECT task FROM ${found} ARRAY JOIN core_tasks AS task GROUP BY task ORDER BY avg(has(tasks_done, task)), count() DESC, task`
const pageStatement = `
SELECT person_key FROM ${found} ORDER BY place LIMIT {limit:UInt32} OFFSET {from:UInt32}`
const placesStatement = `
SELECT person_key, task, crm > 0 AS in_crm, legacy + exports > 0 AS elsewhere FROM ${callOf('core_task_places')} ORDER BY person_key, task`

const countsRow = z.object({ total: z.coerce.number(), measured: z.coerce.number(), did_all: z.coerce.number() })
const placeRow = z.object({ person_key: z.string(), task: z.string(), in_crm: z.int(), elsewhere: z.int() })

/** The people of a page with where they did their core tasks, who did fewest first, within the viewer's scope. */
export async function readPeopleTasks(reading: Reading, scope: Scope, asked: Asked): Promise<PeopleTasksPage> {
  const { on, filters, query, from, limit } = asked
  const params = {
    on,
    departments: filters.department ?? [],
    teams: filters.team ?? [],
    roles: filters.role ?? [],
    phases: filters.phase ?? [],
    people: (await peopleAllowed(reading, scope, asked)) ?? [],
    states: query.state ?? [],
  }
  await reading.ensureDays([on])
  const { reader } = reading.store
  const [counts, tasks, page] = await Promise.all([
    reading.recall(['people tasks counts', params], () => queryRows(reader, countsStatement, params, countsRow)),
    reading.recall(['people tasks', params], () =>
      queryRows(reader, tasksStatement, params, z.object({ task: z.string() })),
    ),
    reading.recall(['people tasks page', params, from, limit], () =>
      queryRows(reader, pageStatement, { ...params, from, limit }, z.object({ person_key: z.string() })),
    ),
  ])
  const [all = { total: 0, measured: 0, did_all: 0 }] = counts
  const rows = await readRows(
    reading,
    on,
    page.map(({ person_key: key }) => key),
  )
  return { page: rows, tasks: tasks.map(({ task }) => task), ...all }
}

async function readRows(reading: Reading, on: string, keys: string[]): Promise<PeopleTasksPage['page']> {
  // An empty list would mean everyone.
  if (keys.length === 0) return []
  const [people, places] = await Promise.all([
    readPeople(reading, on, keys),
    queryRows(reading.store.reader, placesStatement, { on, people: keys }, placeRow),
  ])
  const byKey = new Map(people.map(({ key, row }) => [key, row]))
  const placesOf = new Map<string, z.infer<typeof placeRow>[]>(keys.map((key) => [key, []]))
  for (const place of places) placesOf.get(place.person_key)?.push(place)
  return keys.flatMap((key) => {
    const person = byKey.get(key)
    if (person === undefined) return []
    const { person_id, name, team, department, role, state } = person
    const own = placesOf.get(key) ?? []
    const tasks = Object.fromEntries(own.map((place) => [place.task, placeOf(place)]))
    const done = own.filter(({ in_crm }) => in_crm).length
    return [
      {
        key,
        row: { person_id, name, team, department, role, state, core_tasks_done: done, core_tasks: own.length, tasks },
      },
    ]
  })
}

function placeOf({ in_crm, elsewhere }: z.infer<typeof placeRow>): TaskPlace {
  if (in_crm) return elsewhere ? 'both' : 'crm'
  return elsewhere ? 'elsewhere' : 'not_done'
}
