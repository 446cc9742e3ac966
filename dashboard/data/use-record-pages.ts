import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import type { z } from 'zod'
import { recordsRoute } from '../../schema/routes/records.ts'
import { apiUrl, type Params, request } from './request.ts'
import { type Pages, useLoggedPages } from './use-logged-pages.ts'

const pageRows = 100

/** The list of records: the first answer with its counts, and the rows of all answers so far. */
export type RecordPages = Pages<z.infer<typeof recordsRoute.answer>>

/** The list of records, answer by answer; every answer is logged, so nothing renews it but the viewer. */
export function useRecordPages(query: Params): UseInfiniteQueryResult<RecordPages> {
  return useLoggedPages({
    name: 'record-pages',
    query,
    ask: (cursor, signal) =>
      request(recordsUrl({ ...query, cursor, limit: pageRows }), recordsRoute.answer, { signal }),
  })
}

/** Address of the list of records; with `format: 'csv'` the file of the same rows. */
export function recordsUrl(query: Params): string {
  return apiUrl('records', query)
}
