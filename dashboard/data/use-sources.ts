import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { apiUrl, request } from './request.ts'

const pollMs = 10_000
const count = z.int().nonnegative()

const sources = z.object({
  rows: z.array(
    z.object({
      source: z.string(),
      last_event_at: z.string().nullable(),
      lag_s: z.number().nullable(),
      accepted: count,
      stored: count,
      duplicates: count,
      dead_lettered: count,
      unmatched: count,
      unclassified: count,
      state: z.enum(['live', 'quiet', 'stopped']),
    }),
  ),
  unmatched_people: z
    .array(z.object({ person_id: z.string(), events: count, last_event_at: z.string().nullable() }))
    .default([]),
  unclassified_events: z
    .array(z.object({ event: z.string(), object: z.string().nullable(), events: count }))
    .default([]),
})

/** The feeds and what of them could not be used. */
export type Sources = z.infer<typeof sources>

/** The feeds and what of them could not be used; asked again every ten seconds. */
export function useSources(): UseQueryResult<Sources> {
  return useQuery({
    queryKey: ['sources'],
    queryFn: ({ signal }) => request(apiUrl('sources'), sources, { signal }),
    refetchInterval: pollMs,
  })
}
