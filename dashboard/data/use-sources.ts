import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { sourcesRoute } from '../../schema/routes/sources.ts'
import { apiUrl, request } from './request.ts'

const pollMs = 10_000

/** The feeds and what of them could not be used. */
export type Sources = z.infer<typeof sourcesRoute.answer>

/** The feeds and what of them could not be used; asked again every ten seconds. */
export function useSources(): UseQueryResult<Sources> {
  return useQuery({
    queryKey: ['sources'],
    queryFn: ({ signal }) => request(apiUrl('sources'), sourcesRoute.answer, { signal }),
    refetchInterval: pollMs,
  })
}
