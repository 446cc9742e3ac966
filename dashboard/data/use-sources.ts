import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { type feedRow, sourcesRoute } from '../../schema/routes/sources.ts'
import { apiUrl, request } from './request.ts'

const pollMs = 30_000

/** Key of the sources in the cache. */
export const sourcesKey = ['sources'] as const

/** The feeds and what of them could not be used. */
export type Sources = z.infer<typeof sourcesRoute.answer>

/** One feed. */
export type Feed = z.infer<typeof feedRow>

/** The feeds and what of them could not be used; asked again every half minute. */
export function useSources(): UseQueryResult<Sources> {
  return useQuery({
    queryKey: sourcesKey,
    queryFn: ({ signal }) => request(apiUrl('sources'), sourcesRoute.answer, { signal }),
    refetchInterval: pollMs,
  })
}
