import { z } from 'zod'
import { eventsColumns } from '../datasets/events.ts'
import { instantText } from './query-parts.ts'
import { defineRoute } from './route.ts'

const count = z.int().nonnegative()
const keepers = ['admin', 'program_manager', 'steward'] as const

/** Feeds and what became of what they sent. */
export const sourcesRoute = defineRoute({
  method: 'get',
  path: '/api/sources',
  summary: 'Feeds: how far they reach and what became of what they sent',
  roles: keepers,
  answer: z.object({
    rows: z.array(
      z.object({
        source: z.string(),
        last_event_at: instantText.nullable(),
        lag_s: count.nullable().describe('seconds since the newest event'),
        accepted: count.describe('events taken: rows, dead letters and duplicates'),
        stored: count.describe('distinct message ids in the database'),
        duplicates: count.describe('recognised at the door'),
        dead_lettered: count,
        unmatched: count.describe('events of people who are not on the roster'),
        unclassified: count.describe('events that the catalogue does not know'),
        state: z.enum(['live', 'quiet', 'stopped']),
      }),
    ),
    unmatched_people: z
      .array(z.object({ person_id: z.string(), events: count, last_event_at: instantText }))
      .describe('the 100 with most events; empty for a viewer who may not see names'),
    unclassified_events: z
      .array(z.object({ event: z.string(), object: z.string(), events: count }))
      .describe('the 100 with most events'),
  }),
})

/** One dead letter. */
export const deadLetter = z.object({
  dead_id: z.string(),
  received_at: instantText,
  source: z.string(),
  dataset: z.string(),
  message_id: z.string(),
  file: z.string(),
  line: count,
  code: z.string(),
  reason: z.string(),
})

/** Dead letters. */
export const deadLettersRoute = defineRoute({
  method: 'get',
  path: '/api/dead',
  summary: 'Dead letters, newest first',
  roles: ['admin', 'steward'],
  query: z.object({
    source: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(10_000).optional().describe('rows, 100 unless told otherwise'),
  }),
  answer: z.object({ rows: z.array(deadLetter), total: count }),
})

/** One dead letter with its fields. */
export const deadLetterRoute = defineRoute({
  method: 'get',
  path: '/api/dead/{dead_id}',
  summary: 'One dead letter with the fields that were kept',
  roles: ['admin'],
  params: z.object({ dead_id: z.string().min(1).max(200) }),
  answer: deadLetter.extend({ fields: z.unknown(), rest_hash: z.string() }),
})

/** Gives a dead letter up. */
export const discardDeadLetterRoute = defineRoute({
  method: 'delete',
  path: '/api/dead/{dead_id}',
  summary: 'Discard a dead letter',
  roles: ['admin', 'steward'],
  params: z.object({ dead_id: z.string().min(1).max(200) }),
  answer: z.object({ discarded: z.boolean() }),
})

const field = z.string().refine((name) => eventsColumns.includes(name), 'is no column of events')

/** Tries dead letters again. */
export const replayDeadLettersRoute = defineRoute({
  method: 'post',
  path: '/api/dead/replay',
  summary: 'Try dead letters of events again; without ids, all of them',
  roles: ['admin'],
  body: z
    .object({
      ids: z.array(z.string().max(200)).max(1_000).optional(),
      repair: z
        .record(field, z.string().max(8_192))
        .optional()
        .describe('values that take the place of those that came, by field; only for letters named in ids'),
    })
    .optional(),
  answer: z.object({
    replayed: count.describe('stored as events now, or found to be stored already; their letters are discarded'),
    still_dead: z.array(z.object({ dead_id: z.string(), reason: z.string() })),
  }),
})
