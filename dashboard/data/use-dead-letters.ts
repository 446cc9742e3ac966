import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import {
  type DeadLetterLine,
  type DeadLetterState,
  deadLetterRoute,
  deadLettersRoute,
} from '../../schema/routes/dead-letters.ts'
import { apiUrl, request } from './request.ts'

const rowsPerPage = 50

/** Key of everything about dead letters in the cache. */
export const deadLettersKey = ['dead'] as const

/** Which dead letters are listed. */
export type DeadLetterFilter = { state: DeadLetterState; code?: string | undefined; dataset?: string | undefined }

/** One dead letter with its fields. */
export type DeadLetter = z.infer<typeof deadLetterRoute.answer>

/** Dead letters in pages, newest first. */
export function useDeadLetters(filter: DeadLetterFilter) {
  return useInfiniteQuery({
    queryKey: [...deadLettersKey, 'list', filter],
    queryFn: ({ signal, pageParam: cursor }) =>
      request(apiUrl('dead', { ...filter, cursor, limit: rowsPerPage }), deadLettersRoute.answer, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    select: ({ pages }): { rows: DeadLetterLine[]; total: number } => ({
      rows: pages.flatMap(({ rows }) => rows),
      total: pages[0]?.total ?? 0,
    }),
  })
}

/** One dead letter with its fields; every look is written down, so it is asked once. */
export function useDeadLetter(id: string) {
  return useQuery({
    queryKey: [...deadLettersKey, 'one', id],
    queryFn: ({ signal }) => request(apiUrl(`dead/${encodeURIComponent(id)}`), deadLetterRoute.answer, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  })
}
