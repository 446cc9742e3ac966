import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { peopleRoute } from '../../schema/routes/people.ts'
import { apiUrl, type Params, request } from './request.ts'

/** The people list. */
export type People = z.infer<typeof peopleRoute.answer>

/** The people list; every answer is logged, so nothing renews it but the viewer. */
export function usePeople(query: Params): UseQueryResult<People> {
  const url = peopleUrl(query)
  return useQuery({
    queryKey: ['people', url],
    queryFn: ({ signal }) => request(url, peopleRoute.answer, { signal }),
    refetchOnWindowFocus: false,
  })
}

/** Address of the people list; with `format: 'csv'` the file of the same rows. */
export function peopleUrl(query: Params): string {
  return apiUrl('people', query)
}
