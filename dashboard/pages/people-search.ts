import { z } from 'zod'
import { personState, stateDetail } from '../../schema/person-state.ts'
import { peopleSorts } from '../../schema/routes/people.ts'
import type { Params } from '../data/request.ts'
import { pageSearch } from '../search.ts'

const name = z.string().min(1).optional().catch(undefined)
const descending = peopleSorts.map((sort) => `-${sort}` as const)

/** What the people page keeps in its address beside date and groups. */
export const peopleSearch = pageSearch.extend({
  state: personState.optional().catch(undefined),
  detail: stateDetail.exclude(['']).optional().catch(undefined),
  manager: name.describe('id of a manager: everyone below'),
  q: name.describe('part of a name or of an id'),
  sort: z
    .enum([...peopleSorts, ...descending])
    .optional()
    .catch(undefined),
  person: name.describe('id of a person: the person’s own page'),
})

/** What the people page keeps in its address. */
export type PeopleSearch = z.infer<typeof peopleSearch>

/** The question to the people list that the address stands for. */
export function peopleParams({ date, person: _, ...filters }: PeopleSearch): Params {
  return { on: date, ...filters }
}

/** Whether the list is all people of its groups and state, and not those a search found. */
export function isOfGroups({ detail, q }: PeopleSearch): boolean {
  return !detail && !q
}

/** The question to the matrix of core tasks that the address stands for. */
export function peopleTasksParams({ date, department, team, phase, manager, state }: PeopleSearch): Params {
  return { on: date, department, team, phase, manager, state }
}

/** Whether the list is everyone of its groups, most useful first, so that a sentence may point at its top. */
export function isFromTop({ state, detail, manager, q, sort }: PeopleSearch): boolean {
  return !state && !detail && !manager && !q && (sort === undefined || sort === 'useful')
}
