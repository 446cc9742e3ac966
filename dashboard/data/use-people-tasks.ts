import { type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { type PersonTasksRow, peopleTasksRoute } from '../../schema/routes/people-tasks.ts'
import { apiUrl, type Params, request } from './request.ts'

/** Rows of the first answer, few enough to be read, and of each further one. */
const firstRows = 12
const furtherRows = 48

/** An answer of the matrix of people and core tasks. */
export type PeopleTasks = z.infer<typeof peopleTasksRoute.answer>

/** The matrix so far: the first answer with what holds for everyone, and the rows of all answers. */
export interface PeopleTasksPages {
  first: PeopleTasks
  rows: readonly PersonTasksRow[]
}

/** Who did which core task where, answer by answer; every answer is logged, so nothing renews it but the viewer. */
export function usePeopleTasks(query: Params): UseInfiniteQueryResult<PeopleTasksPages> {
  return useInfiniteQuery({
    queryKey: ['people-tasks', query],
    queryFn: ({ pageParam: cursor, signal }) => {
      const limit = cursor === undefined ? firstRows : furtherRows
      return request(peopleTasksUrl({ ...query, cursor, limit }), peopleTasksRoute.answer, { signal })
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    select: ({ pages }) => together(pages),
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Address of the matrix; with `format: 'csv'` the file of the same rows. */
export function peopleTasksUrl(query: Params): string {
  return apiUrl('people-tasks', query)
}

function together(pages: readonly PeopleTasks[]): PeopleTasksPages {
  const [first] = pages
  if (first === undefined) throw new Error('an answer without a page')
  return { first, rows: pages.flatMap(({ rows }) => rows) }
}
