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
  details = {details:Array(String)}, text = {text:String}, sort = {sort:String}, tells_lapsed = {tells_lapsed:UInt8})`

const countsStatement = `
SELECT state, count() AS people FROM ${found} GROUP BY state`

// The id decides between equals, so that pages never overlap.
const orderOf = (direction: 'ASC' | 'DESC') =>
  `number_place ${direction}, text_place ${direction} COLLATE 'en', person_id`

const nearPage = (direction: 'ASC' | 'DESC') => `
SELECT person_key, state, count() OVER () AS found FROM ${found} WHERE is_found
ORDER BY ${orderOf(direction)} LIMIT {limit:UInt32} OFFSET {from:UInt32}`

// From a limit of 1,500 on the engine sifts blocks by the row it thinks is the last one needed. In orders with a
// collation rows of the top get lost there (seen with a descending one); orders without are whole.
const nearRows = 1_000
const farPage = (direction: 'ASC' | 'DESC') => `
SELECT person_key, state, found
FROM (
  SELECT person_key, state, count() OVER () AS found, row_number() OVER (ORDER BY ${orderOf(direction)}) AS place
  FROM ${found} WHERE is_found
)
WHERE place > {from:UInt32} AND place <= {from:UInt32} + {limit:UInt32}
ORDER BY place`

const countRow = z.object({ state: personState, people: z.int() })
const foundRow = z.object({ person_key: z.string(), state: personState, found: z.int() })

/** The people on a page of the list, in the order asked for, within the viewer's scope. */
export async function readPeoplePage(reading: Reading, scope: Scope, asked: Asked): Promise<PeoplePage> {
  const people = await peopleAllowed(reading, scope, asked)
  await reading.ensureDays([asked.on])
  const [counted, { rows, total }] = await Promise.all([
    countStates(reading, asked, people),
    findPeople(reading, asked, people),
  ])
  const byKey = new Map<string, KeyedPerson>()
  const pageKeys = rows.map(({ person_key: key }) => key)
  if (pageKeys.length > 0)
    for (const person of await readPeople(reading, asked.on, pageKeys)) byKey.set(person.key, person)
  const countOf = (state: PersonState) => counted.find((row) => row.state === state)?.people ?? 0
  return {
    page: pageKeys.flatMap((key) => byKey.get(key) ?? []),
    total,
    counts: Object.fromEntries(personStates.map((state) => [state, countOf(state)])) as PeoplePage['counts'], // of every state
  }
}

type Found = { rows: z.infer<typeof foundRow>[]; total: number }

async function findPeople(reading: Reading, asked: Asked, people: string[] | null): Promise<Found> {
  const { query, from, limit } = asked
  const { sort, direction } = readSort(query.sort)
  const details = query.detail ?? []
  const params = { ...whoOf(asked, people), states: query.state ?? [], details, text: readText(query.q), sort }
  const find = (tellsLapsed: boolean, range: { from: number; limit: number }) => {
    const given = { ...params, ...range, tells_lapsed: Number(tellsLapsed) }
    const statement = range.from + range.limit <= nearRows ? nearPage(direction) : farPage(direction)
    return reading.recall(['people page', direction, given], () =>
      queryRows(reading.store.reader, statement, given, foundRow),
    )
  }
  // Those who lapsed stand together, so what they did before moves nobody else: a page without them need not know.
  const isUseful = sort === 'useful'
  const tellsLapsed = details.some(isOfLapsed) || (isUseful && params.states.includes('lapsed'))
  const first = await find(tellsLapsed, { from, limit })
  const isTold = tellsLapsed || !isUseful || first.every(({ state }) => state !== 'lapsed')
  const rows = isTold ? first : await find(true, { from, limit })
  // Behind the end no row tells how many there are.
  const [any] = rows.length > 0 || from === 0 ? rows : await find(tellsLapsed, { from: 0, limit: 1 })
  return { rows, total: any?.found ?? 0 }
}

// Of everyone nobody has to be looked for: adoption has counted them.
async function countStates(
  reading: Reading,
  asked: Asked,
  people: string[] | null,
): Promise<z.infer<typeof countRow>[]> {
  if (people !== null) {
    const nothing = { states: [], details: [], text: '', sort: '', tells_lapsed: 0 }
    const params = { ...whoOf(asked, people), ...nothing }
    return reading.recall(['people counts', params], () =>
      queryRows(reading.store.reader, countsStatement, params, countRow),
    )
  }
  const [row] = await askView(reading, 'adoption', { on: asked.on, filters: asked.filters, people: null })
  return personStates.map((state) => ({ state, people: Number(row?.[state] ?? 0) }))
}

function whoOf({ on, filters }: Asked, people: string[] | null) {
  return {
    on,
    departments: filters.department ?? [],
    teams: filters.team ?? [],
    roles: filters.role ?? [],
    phases: filters.phase ?? [],
    people: people ?? [],
  }
}

const isOfLapsed = (detail: string) => detail === 'was_adopted' || detail === 'only_tried'

const readText = (text = '') => text.trim().toLowerCase()

function readSort(text = 'useful'): { sort: (typeof peopleSorts)[number]; direction: 'ASC' | 'DESC' } {
  const isTurned = text.startsWith('-')
  const sort = (isTurned ? text.slice(1) : text) as (typeof peopleSorts)[number] // the route admits no other
  return { sort, direction: isTurned ? 'DESC' : 'ASC' }
}
