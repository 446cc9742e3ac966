import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { personRoute } from '../../schema/routes/people.ts'
import { apiUrl, request } from './request.ts'

/** One person, day by day. */
export type Person = z.infer<typeof personRoute.answer>

/** One person on a date; every answer is logged, so nothing renews it but the viewer. */
export function usePerson(personId: string | undefined, on?: string): UseQueryResult<Person> {
  return useQuery({
    queryKey: ['person', personId, on],
    queryFn: ({ signal }) =>
      request(apiUrl(`people/${encodeURIComponent(personId ?? '')}`, { on }), personRoute.answer, { signal }),
    enabled: personId !== undefined,
    refetchOnWindowFocus: false,
  })
}
