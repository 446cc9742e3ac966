import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { sessionRoute } from '../../schema/routes/session.ts'
import { isSignedOut } from './api-problem.ts'
import { apiUrl, request } from './request.ts'

/** Key of the session in the cache; `null` there means signed out. */
export const sessionKey = ['session'] as const

const freshMs = 300_000

/** Who is signed in. */
export type Session = z.infer<typeof sessionRoute.answer>

/** Who is signed in, or `null`. */
export function useSession(): UseQueryResult<Session | null> {
  return useQuery({ queryKey: sessionKey, queryFn: ({ signal }) => readSession(signal), staleTime: freshMs })
}

async function readSession(signal: AbortSignal): Promise<Session | null> {
  try {
    return await request(apiUrl('session'), sessionRoute.answer, { signal })
  } catch (error) {
    if (isSignedOut(error)) return null
    throw error
  }
}
