import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { phasesRoute } from '../../schema/routes/phases.ts'
import { apiUrl, request } from './request.ts'

/** All phases against their targets. */
export type Phases = z.infer<typeof phasesRoute.answer>

/** All phases against their targets on a date; without one, on the last complete day. */
export function usePhases(on?: string): UseQueryResult<Phases> {
  return useQuery({
    queryKey: ['phases', on],
    queryFn: ({ signal }) => request(apiUrl('phases', { on }), phasesRoute.answer, { signal }),
  })
}
