import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { calendarDate } from '../../schema/calendar-date.ts'
import { apiUrl, request } from './request.ts'

const dimensions = z.object({
  departments: z.array(z.string()),
  teams: z.array(z.object({ team: z.string(), department: z.string() })),
  roles: z.array(z.string()),
  phases: z.array(
    z.object({ phase: z.string(), name: z.string(), go_live: calendarDate, target_date: calendarDate.nullable() }),
  ),
  objects: z.array(z.string()),
})

/** The groups that can be asked for on a date. */
export type Dimensions = z.infer<typeof dimensions>

/** The groups that can be asked for on a date; without one, on the last complete day. */
export function useDimensions(on?: string): UseQueryResult<Dimensions> {
  return useQuery({
    queryKey: ['dimensions', on],
    queryFn: ({ signal }) => request(apiUrl('dimensions', { on }), dimensions, { signal }),
    staleTime: 300_000,
  })
}
