import { z } from 'zod'
import { calendarDate } from '../calendar-date.ts'
import { restatementReasons } from '../restatement-reason.ts'
import { delivery } from './delivery.ts'
import { instantText, onQuery } from './query-parts.ts'
import { roles } from './role.ts'
import { defineRoute } from './route.ts'

const count = z.int().nonnegative()

/** What there is: for the empty state, the footer and the warnings of every page. */
export const statusRoute = defineRoute({
  method: 'get',
  path: '/api/status',
  summary: 'What is stored, and how far it reaches',
  roles,
  answer: z.object({
    state: z.enum(['empty', 'ready']),
    organisation: z.string(),
    timezone: z.string(),
    week_start: z.int().describe('ISO day a week starts on: 1 Monday .. 7 Sunday'),
    floor: z.int().describe('smallest group that this viewer sees numbers of'),
    generated: z.boolean().describe('true while the sample company is loaded'),
    first_day: calendarDate.nullable(),
    last_complete_day: calendarDate.nullable(),
    complete_through: instantText.nullable(),
    events: count,
    people: count.nullable().describe('null for a viewer who may see only a part'),
    records: count,
    accounts: count,
    unmatched: count,
    unclassified: count,
    waiting_records: count,
    store: z.enum(['ready', 'restarting']),
    feeds: z
      .object({
        all: count,
        stopped: z.array(z.object({ source: z.string(), last_delivery_at: instantText.nullable() })),
      })
      .describe('feeds, and those that stopped without being ended'),
    delivery: delivery
      .pick({ lane: true, lane_since: true, reason: true, refusing: true })
      .nullable()
      .describe('the way into the database; null for a viewer who does not look after the data'),
    program: z.object({
      version: z.int(),
      definition: z.string(),
      applied_at: instantText,
      is_default: z.boolean(),
      warnings: z.array(z.string()),
    }),
  }),
})

/** What a new installation needs to send its first event. */
export const firstRunRoute = defineRoute({
  method: 'get',
  path: '/api/first-run',
  summary: 'Address and first write key, until the first event arrives',
  roles: ['admin'],
  answer: z.object({ url: z.string(), write_key: z.string().nullable() }),
})

/** Values that filters may take on a date. */
export const dimensionsRoute = defineRoute({
  method: 'get',
  path: '/api/dimensions',
  summary: 'Departments, teams, roles, phases and kinds of record on a date',
  roles,
  query: onQuery,
  answer: z.object({
    departments: z.array(z.string()),
    teams: z.array(z.object({ team: z.string(), department: z.string() })),
    roles: z.array(z.string()),
    phases: z.array(
      z.object({ phase: z.string(), name: z.string(), go_live: calendarDate, target_date: calendarDate.nullable() }),
    ),
    objects: z.array(z.string()),
  }),
})

/** What was restated, and why. */
export const restatementsRoute = defineRoute({
  method: 'get',
  path: '/api/restatements',
  summary: 'Period ends whose figures changed afterwards, newest first',
  roles: ['admin', 'program_manager'],
  query: z.object({
    period_end: calendarDate.optional().describe('week end or month end; absent: all, the newest 1000'),
  }),
  answer: z.object({
    rows: z.array(
      z.object({
        at: instantText,
        why: z.enum(restatementReasons),
        period_end: calendarDate,
        measured_before: count,
        adopted_before: count,
        measured_after: count,
        adopted_after: count,
      }),
    ),
  }),
})
