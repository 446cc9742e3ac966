import { z } from 'zod'
import { instantText } from './query-parts.ts'
import { defineRoute } from './route.ts'

/** Roles that look after the data. */
export const keepers = ['admin', 'program_manager', 'steward'] as const

const count = z.int().nonnegative()

/** The way of events from the acknowledgement into the database. */
export const delivery = z.object({
  waiting_events: count.nullable().describe('acknowledged and not in the database yet; null when not counted'),
  waiting_bytes: count.describe('the same in bytes on disk'),
  oldest_waiting_at: instantText.nullable().describe('instant the oldest of them was received'),
  lane: z
    .enum(['running', 'retrying', 'stopped'])
    .describe('retrying: the database does not take them now; stopped: it will not until somebody repairs it'),
  lane_since: instantText.describe('instant the lane came into this state'),
  reason: z.string().describe('what keeps the lane from running, and what to do; empty while it runs'),
  refusing: z
    .enum(['full', 'disk_low', 'stopping', 'failing'])
    .nullable()
    .describe('why new events are refused with 503 now; null while they are taken'),
})

/** The way of events from the acknowledgement into the database. */
export type Delivery = z.infer<typeof delivery>

/** The way into the database; answers without it. */
export const deliveryRoute = defineRoute({
  method: 'get',
  path: '/api/delivery',
  summary: 'What waits on its way into the database; answers while the database is down',
  roles: keepers,
  answer: delivery,
})
