import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { restatementsRoute } from '../../schema/routes/status.ts'
import { apiUrl, request } from './request.ts'
import { useSession } from './use-session.ts'

/** A period end whose figures changed afterwards. */
export type Restatement = z.infer<typeof restatementsRoute.answer>['rows'][number]

/** What was restated, newest first; asked for by those who may see counts of the whole organisation. */
export function useRestatements(enabled: boolean): UseQueryResult<Restatement[]> {
  const role = useSession().data?.role
  return useQuery({
    queryKey: ['restatements'],
    queryFn: async ({ signal }) => (await request(apiUrl('restatements'), restatementsRoute.answer, { signal })).rows,
    enabled: enabled && (restatementsRoute.roles ?? []).some((each) => each === role),
  })
}
