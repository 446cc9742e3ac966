import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { firstRunRoute } from '../../schema/routes/status.ts'
import { apiUrl, request } from './request.ts'

/** Address and write key for the first event; the key only while no event ever came. */
export type FirstRun = z.infer<typeof firstRunRoute.answer>

/** Address and write key for the first event; only an administrator gets them. */
export function useFirstRun(enabled: boolean): UseQueryResult<FirstRun> {
  return useQuery({
    queryKey: ['first-run'],
    queryFn: ({ signal }) => request(apiUrl('first-run'), firstRunRoute.answer, { signal }),
    enabled,
  })
}
