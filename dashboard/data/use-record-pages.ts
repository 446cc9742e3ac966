import { type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { type RecordRow, recordsRoute } from '../../schema/routes/records.ts'
import { apiUrl, type Params, request } from './request.ts'

const pageRows = 100

/** The list of records: the first answer with its counts, and the rows of all answers so far. */
export interface RecordPages {
  first: z.infer<typeof recordsRoute.answer>
  rows: readonly RecordRow[]
}

/** The list of records, answer by answer; every answer is logged, so nothing renews it but the viewer. */
export function useRecordPages(query: Params): UseInfiniteQueryResult<RecordPages> {
  return useInfiniteQuery({
    queryKey: ['record-pages', query],
    queryFn: ({ pageParam: cursor, signal }) =>
      request(recordsUrl({ ...query, cursor, limit: pageRows }), recordsRoute.answer, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    select: ({ pages }) => together(pages),
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Address of the list of records; with `format: 'csv'` the file of the same rows. */
export function recordsUrl(query: Params): string {
  return apiUrl('records', query)
}

function together(pages: readonly RecordPages['first'][]): RecordPages {
  const [first] = pages
  if (first === undefined) throw new Error('an answer without a page')
  return { first, rows: pages.flatMap(({ rows }) => rows) }
}
