import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { apiUrl, request } from './request.ts'

const firstRun = z.object({ url: z.string(), write_key: z.string().nullable() })

/** Address and write key for the first event; the key only for an administrator, only while no event ever came. */
export type FirstRun = z.infer<typeof firstRun>

/** Address and write key for the first event. */
export function useFirstRun(): UseQueryResult<FirstRun> {
  return useQuery({
    queryKey: ['first-run'],
    queryFn: ({ signal }) => request(apiUrl('first-run'), firstRun, { signal }),
    retry: false,
  })
}
