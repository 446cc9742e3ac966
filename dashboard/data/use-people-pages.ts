import { type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query'
import type { PersonRow } from '../../schema/routes/people.ts'
import { peopleRoute } from '../../schema/routes/people.ts'
import { type Params, request } from './request.ts'
import { type People, peopleUrl } from './use-people.ts'

/** Rows of the first answer, which the page waits for, and of each further one, which it fetches ahead. */
const firstRows = 200
const furtherRows = 10_000

/** The people list so far: the first answer with its counts, and the rows of all answers. */
export interface PeoplePages {
  first: People
  rows: readonly PersonRow[]
}

/** The people list, answer by answer; every answer is logged, so nothing renews it but the viewer. */
export function usePeoplePages(query: Params): UseInfiniteQueryResult<PeoplePages> {
  return useInfiniteQuery({
    queryKey: ['people-pages', query],
    queryFn: ({ pageParam: cursor, signal }) => {
      const limit = cursor === undefined ? firstRows : furtherRows
      return request(peopleUrl({ ...query, cursor, limit }), peopleRoute.answer, { signal })
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    select: ({ pages }) => together(pages),
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

function together(pages: readonly People[]): PeoplePages {
  const [first] = pages
  if (first === undefined) throw new Error('an answer without a page')
  return { first, rows: pages.flatMap(({ rows }) => rows) }
}
