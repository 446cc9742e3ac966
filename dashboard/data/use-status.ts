import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { statusRoute } from '../../schema/routes/status.ts'
import { apiUrl, request } from './request.ts'
import { useSession } from './use-session.ts'

/** How often it is asked while something is about to change: no data yet, or the store restarts. */
const pendingPollMs = 2_000
const readyPollMs = 30_000

/** What data there is and how far it reaches. */
export type Status = z.infer<typeof statusRoute.answer>

/** What data there is and how far it reaches; asked for while signed in, often while there is none. */
export function useStatus(): UseQueryResult<Status> {
  const signedIn = useSession().data != null
  return useQuery({
    queryKey: ['status'],
    queryFn: ({ signal }) => request(apiUrl('status'), statusRoute.answer, { signal }),
    enabled: signedIn,
    refetchInterval: ({ state }) => (isSettled(state.data) ? readyPollMs : pendingPollMs),
  })
}

/** Whether there is something to measure: people (not counted out to every role), and events or records of them. */
export function canMeasure({ state, people, events, records }: Status): boolean {
  return state === 'ready' && people !== 0 && (events > 0 || records > 0)
}

const isSettled = (status: Status | undefined) => status !== undefined && canMeasure(status) && status.store === 'ready'
