import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { dimensionsRoute } from '../../schema/routes/status.ts'
import { apiUrl, request } from './request.ts'

const freshMs = 300_000

/** The groups that can be asked for on a date. */
export type Dimensions = z.infer<typeof dimensionsRoute.answer>

/** The groups that can be asked for on a date; without one, on the last complete day. */
export function useDimensions(on?: string): UseQueryResult<Dimensions> {
  return useQuery({
    queryKey: ['dimensions', on],
    queryFn: ({ signal }) => request(apiUrl('dimensions', { on }), dimensionsRoute.answer, { signal }),
    staleTime: freshMs,
  })
}
