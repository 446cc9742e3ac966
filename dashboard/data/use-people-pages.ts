import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import { peopleRoute } from '../../schema/routes/people.ts'
import { type Params, request } from './request.ts'
import { type Pages, useLoggedPages } from './use-logged-pages.ts'
import { type People, peopleUrl } from './use-people.ts'

/** Rows of the first answer, which the page waits for, and of each further one, which it fetches ahead. */
const firstRows = 200
const furtherRows = 10_000

/** The people list so far: the first answer with its counts, and the rows of all answers. */
export type PeoplePages = Pages<People>

/** The people list, answer by answer; every answer is logged, so nothing renews it but the viewer. */
export function usePeoplePages(query: Params): UseInfiniteQueryResult<PeoplePages> {
  return useLoggedPages({
    name: 'people-pages',
    query,
    ask: (cursor, signal) => {
      const limit = cursor === undefined ? firstRows : furtherRows
      return request(peopleUrl({ ...query, cursor, limit }), peopleRoute.answer, { signal })
    },
  })
}
