import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { isSignedOut } from './api-problem.ts'
import { apiUrl, request } from './request.ts'

/** Key of the session in the cache; `null` there means signed out. */
export const sessionKey = ['session'] as const

const session = z.object({
  role: z.enum(['admin', 'sponsor', 'program_manager', 'lead', 'steward', 'person']),
  actor: z.string(),
  person_id: z.string().nullable(),
  names: z.boolean(),
})

/** Who is signed in. */
export type Session = z.infer<typeof session>

/** Who is signed in, or `null`. */
export function useSession(): UseQueryResult<Session | null> {
  return useQuery({ queryKey: sessionKey, queryFn: ({ signal }) => readSession(signal), staleTime: 300_000 })
}

async function readSession(signal: AbortSignal): Promise<Session | null> {
  try {
    return await request(apiUrl('session'), session, { signal })
  } catch (error) {
    if (isSignedOut(error)) return null
    throw error
  }
}
