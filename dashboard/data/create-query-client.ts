import { QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiProblem, isSignedOut, isTemporary } from './api-problem.ts'
import { sessionKey } from './use-session.ts'

const retryMs = 2_000
const freshMs = 30_000

/** The cache of answers: temporary failures are retried for as long as they last, and the last good data stays. */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (isSignedOut(error)) client.setQueryData(sessionKey, null)
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: freshMs,
        refetchOnWindowFocus: true,
        networkMode: 'always',
        placeholderData: (previous: unknown) => previous,
        retry: (_failures, error) => isTemporary(error),
        retryDelay: (_failures, error) => (error instanceof ApiProblem && error.retryAfterMs) || retryMs,
      },
      mutations: { networkMode: 'always' },
    },
  })
  return client
}
