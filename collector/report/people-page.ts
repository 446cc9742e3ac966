import { z } from 'zod'
import { type PersonState, personState, personStates } from '../../schema/person-state.ts'
import type { peopleQuery, peopleSorts } from '../../schema/routes/people.ts'
import type { Scope } from '../access/scope.ts'
import { queryRows } from '../store/query.ts'
import { askView } from './ask-view.ts'
import { type KeyedPerson, type PeopleQuestion, peopleAllowed, readPeople } from './people.ts'
import type { Reading } from './reading.ts'

/** A page of the people list, with how many there are of each state and how many the whole question finds. */
export type PeoplePage = { page: KeyedPerson[]; total: number; counts: Record<PersonState, number> }

type Asked = PeopleQuestion & { query: z.output<typeof peopleQuery>; from: number; limit: number }

const found = `people_found(
  on = {on:Date}, departments = {departments:Array(String)}, teams = {teams:Array(String)}, roles = {roles:Array(String)},
  phases = {phases:Array(String)}, people = {people:Array(String)}, states = {states:Array(String)},
  details = {details:Array(String)}, text = {text:String}, sort = {sort:String})`

const countsStatement = `
SELECT state, count() AS people, countIf(is_found) AS found FROM ${found} GROUP BY state`

// The id decides between equals, so that pages never overlap.
const pageStatement = (direction: 'ASC' | 'DESC') => `
SELECT person_key FROM ${found} WHERE is_found
ORDER BY number_place ${direction}, text_place ${direction} COLLATE 'en', person_id
LIMIT {limit:UInt32} OFFSET {from:UInt32}`

const countRow = z.object({ state: personState, people: z.int(), found: z.int() })
const keyRow = z.object({ person_key: z.string() })

/** The people on a page of the list, in the order asked for, within the viewer's scope. */
export async function readPeoplePage(reading: Reading, scope: Scope, asked: Asked): Promise<PeoplePage> {
  const { on, filters, query, from, limit } = asked
  const people = await peopleAllowed(reading, scope, asked)
  const { sort, direction } = readSort(query.sort)
  const params = {
    on,
    departments: filters.department ?? [],
    teams: filters.team ?? [],
    roles: filters.role ?? [],
    phases: filters.phase ?? [],
    people: people ?? [],
    states: query.state ?? [],
    details: query.detail ?? [],
    text: query.q?.trim().toLowerCase() ?? '',
    sort,
  }
  await reading.ensureDays([on])
  const { reader } = reading.store
  const isSearch = params.text !== '' || params.details.length > 0
  const [counted, keys] = await Promise.all([
    isSearch || people !== null
      ? reading.recall(['people counts', { ...params, sort: '' }], () =>
          queryRows(reader, countsStatement, { ...params, sort: '' }, countRow),
        )
      : countStates(reading, asked),
    reading.recall(['people page', direction, params, from, limit], () =>
      queryRows(reader, pageStatement(direction), { ...params, from, limit }, keyRow),
    ),
  ])
  const byKey = new Map<string, KeyedPerson>()
  const pageKeys = keys.map(({ person_key: key }) => key)
  if (pageKeys.length > 0) for (const person of await readPeople(reading, on, pageKeys)) byKey.set(person.key, person)
  const countOf = (state: PersonState) => counted.find((row) => row.state === state)?.people ?? 0
  return {
    page: pageKeys.flatMap((key) => byKey.get(key) ?? []),
    total: counted.reduce((sum, row) => sum + row.found, 0),
    counts: Object.fromEntries(personStates.map((state) => [state, countOf(state)])) as PeoplePage['counts'], // of every state
  }
}

// Of everyone by their states alone nobody has to be looked for: adoption has counted them.
async function countStates(reading: Reading, { on, filters, query }: Asked): Promise<z.infer<typeof countRow>[]> {
  const [row] = await askView(reading, 'adoption', { on, filters, people: null })
  return personStates.map((state) => {
    const people = Number(row?.[state] ?? 0)
    const isFound = query.state === undefined || query.state.length === 0 || query.state.includes(state)
    return { state, people, found: isFound ? people : 0 }
  })
}

function readSort(text = 'useful'): { sort: (typeof peopleSorts)[number]; direction: 'ASC' | 'DESC' } {
  const isTurned = text.startsWith('-')
  const sort = (isTurned ? text.slice(1) : text) as (typeof peopleSorts)[number] // the route admits no other
  return { sort, direction: isTurned ? 'DESC' : 'ASC' }
}
