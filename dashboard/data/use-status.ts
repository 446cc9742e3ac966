import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { calendarDate } from '../../schema/calendar-date.ts'
import { apiUrl, request } from './request.ts'

/** How often the state of the data is asked for while there is none yet. */
const emptyPollMs = 2_000
const readyPollMs = 30_000
const count = z.int().nonnegative()

const status = z.object({
  state: z.enum(['empty', 'ready']),
  organisation: z.string(),
  timezone: z.string(),
  week_start: z.string(),
  floor: count,
  generated: z.boolean(),
  first_day: calendarDate.nullable(),
  last_complete_day: calendarDate.nullable(),
  complete_through: z.string().nullable(),
  events: count,
  people: count,
  records: count,
  accounts: count,
  unmatched: count,
  unclassified: count,
  waiting_records: count,
  store: z.enum(['ready', 'restarting']),
  program: z.object({
    version: z.union([z.string(), z.number()]),
    definition: z.string(),
    applied_at: z.string().nullable(),
    is_default: z.boolean(),
    warnings: z.array(z.unknown()),
  }),
})

/** What data there is and how far it reaches. */
export type Status = z.infer<typeof status>

/** What data there is and how far it reaches; asked again every two seconds while there is none. */
export function useStatus(enabled = true): UseQueryResult<Status> {
  return useQuery({
    queryKey: ['status'],
    queryFn: ({ signal }) => request(apiUrl('status'), status, { signal }),
    enabled,
    refetchInterval: ({ state }) => (state.data?.state === 'ready' ? readyPollMs : emptyPollMs),
  })
}
