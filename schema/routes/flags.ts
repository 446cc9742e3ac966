import { z } from 'zod'
import { calendarDate } from '../calendar-date.ts'
import { flagKind } from '../flag-kind.ts'
import { filterQuery, instantText, onQuery } from './query-parts.ts'
import { defineRoute } from './route.ts'

const count = z.int().nonnegative()
const text = z.string()

/** What people said about a flag. */
export const flagState = z.enum(['standing', 'dismissed'])

/** One flag on one value action, with what it was seen by. */
export const flagRow = z.object({
  flag_id: text.describe('name of the flag'),
  kind: flagKind,
  date: calendarDate.describe('local date of the action'),
  person_id: text,
  name: text,
  department: text.describe('department on the last day asked for'),
  team: text.describe('team on the last day asked for'),
  event: text.describe('name of the action'),
  object: text.describe('kind of record acted on, or empty'),
  record_id: text.describe('record acted on, or empty'),
  task: text.describe('task of the action, or empty'),
  evidence: z.record(z.string(), z.string()).describe('what the flag was seen by; the names depend on the kind'),
  state: flagState.describe('a dismissed flag does not count'),
  reason: text.describe('why it was dismissed, in the words of whoever did; empty while it stands'),
  dismissed_by: text.describe('token id, session id or local; empty while it stands'),
  dismissed_at: instantText.nullable(),
})

/** One flag on one value action, with what it was seen by. */
export type FlagRow = z.infer<typeof flagRow>

/** Question to the list of flags. */
export const flagsQuery = z.object({
  ...onQuery.shape,
  from: calendarDate.optional().describe('first date of the actions; absent: 27 days before the last'),
  to: calendarDate.optional().describe('last date of the actions; absent: on'),
  kind: z.array(flagKind).optional().describe('kinds; may repeat'),
  department: filterQuery.shape.department,
  team: filterQuery.shape.team,
  state: flagState.optional().describe('absent: both'),
  cursor: z.string().max(200).optional().describe('member next of the answer before'),
  limit: z.coerce.number().int().min(1).max(10_000).optional().describe('rows, 100 unless told otherwise'),
})

/** Flags on value actions; every look at it is logged. */
export const flagsRoute = defineRoute({
  method: 'get',
  path: '/api/flags',
  summary: 'Flags on value actions with their evidence, within the scope of the viewer, newest first; logged',
  roles: ['admin', 'lead', 'person'],
  query: flagsQuery,
  answer: z.object({
    from: calendarDate,
    to: calendarDate,
    total: count,
    rows: z.array(flagRow),
    next: z.string().nullable(),
    logged: z.boolean(),
  }),
})

const ids = z.array(z.string().max(200)).min(1).max(1_000).describe('names of flags')

/** Makes flags count no more. Nobody may do so about themselves but through somebody who is responsible for them. */
export const dismissFlagsRoute = defineRoute({
  method: 'post',
  path: '/api/flags/dismiss',
  summary: 'Dismiss flags with the reason why; they do not count any more; logged',
  roles: ['admin', 'lead'],
  body: z.object({ ids, reason: z.string().trim().min(3).max(500).describe('why, in words; kept with them') }),
  answer: z.object({ dismissed: count.describe('flags that stood until now') }),
})

/** Makes dismissed flags count again. */
export const restoreFlagsRoute = defineRoute({
  method: 'post',
  path: '/api/flags/restore',
  summary: 'Let dismissed flags count again; logged',
  roles: ['admin', 'lead'],
  body: z.object({ ids, reason: z.string().trim().max(500).default('').describe('why, in words') }),
  answer: z.object({ restored: count.describe('flags that were dismissed until now') }),
})
