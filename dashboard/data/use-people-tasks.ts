import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import type { z } from 'zod'
import { peopleTasksRoute } from '../../schema/routes/people-tasks.ts'
import { apiUrl, type Params, request } from './request.ts'
import { type Pages, useLoggedPages } from './use-logged-pages.ts'

/** Rows of the first answer: few enough to be read. */
export const peopleTasksFirstRows = 12
const furtherRows = 48

/** An answer of the matrix of people and core tasks. */
export type PeopleTasks = z.infer<typeof peopleTasksRoute.answer>

/** The matrix so far: the first answer with what holds for everyone, and the rows of all answers. */
export type PeopleTasksPages = Pages<PeopleTasks>

/** Who did which core task where, answer by answer; every answer is logged, so nothing renews it but the viewer. */
export function usePeopleTasks(query: Params): UseInfiniteQueryResult<PeopleTasksPages> {
  return useLoggedPages({
    name: 'people-tasks',
    query,
    ask: (cursor, signal) => {
      const limit = cursor === undefined ? peopleTasksFirstRows : furtherRows
      return request(peopleTasksUrl({ ...query, cursor, limit }), peopleTasksRoute.answer, { signal })
    },
  })
}

/** Address of the matrix; with `format: 'csv'` the file of the same rows. */
export function peopleTasksUrl(query: Params): string {
  return apiUrl('people-tasks', query)
}
