import { z } from 'zod'
import { datasetName } from '../datasets/dataset.ts'
import { deadLetterFault } from '../datasets/dead-letter-code.ts'
import { eventsColumns } from '../datasets/events.ts'
import { instantText } from './query-parts.ts'
import { defineRoute } from './route.ts'

const count = z.int().nonnegative()
const name = z.string().max(200)

/** What became of a dead letter. */
export const deadLetterState = z.enum(['waiting', 'replayed', 'discarded'])

/** What became of a dead letter. */
export type DeadLetterState = z.infer<typeof deadLetterState>

const reasonShape = {
  code: z.string().describe('stable word: the column, if one is at fault, and the fault'),
  column: z.string().nullable().describe('column at fault; null for the whole row'),
  fault: deadLetterFault,
}

/** Dead letters with the same reason. */
export const deadLetterReason = z.object({
  dataset: z.string(),
  ...reasonShape,
  letters: count,
  newest_at: instantText,
})

/** Dead letters with the same reason. */
export type DeadLetterReason = z.infer<typeof deadLetterReason>

/** One dead letter. */
export const deadLetter = z.object({
  dead_id: z.string(),
  received_at: instantText.describe('instant it came last'),
  first_at: instantText.describe('instant it came first'),
  times: count.describe('how often the same row or message came'),
  source: z.string(),
  dataset: z.string(),
  message_id: z.string(),
  file: z.string().describe('empty for the wire'),
  line: count.describe('line of the file, or place in the batch'),
  ...reasonShape,
  reason: z.string().describe('the same in words'),
  state: deadLetterState,
  ended_at: instantText.nullable().describe('instant it was replayed or discarded'),
  ended_by: z.string().describe('who did: token id, session id or local; empty while it waits'),
  discard_reason: z.string().describe('why it was given up, in the words of whoever did'),
})

/** One dead letter. */
export type DeadLetterLine = z.infer<typeof deadLetter>

const filterShape = {
  source: name.optional().describe('of this feed only'),
  dataset: name.optional().describe('meant for this dataset only'),
  code: name.optional().describe('refused for this reason only'),
}

/** Dead letters. */
export const deadLettersRoute = defineRoute({
  method: 'get',
  path: '/api/dead',
  summary: 'Dead letters, newest first',
  roles: ['admin', 'steward'],
  query: z.object({
    ...filterShape,
    state: deadLetterState.optional().describe('absent: those that wait'),
    cursor: z.string().max(400).optional().describe('member next of the answer before'),
    limit: z.coerce.number().int().min(1).max(10_000).optional().describe('rows, 100 unless told otherwise'),
  }),
  answer: z.object({ rows: z.array(deadLetter), total: count, next: z.string().nullable() }),
})

/** One dead letter with its fields. */
export const deadLetterRoute = defineRoute({
  method: 'get',
  path: '/api/dead/{dead_id}',
  summary: 'One dead letter with the fields that were kept; the look is written down',
  roles: ['admin'],
  params: z.object({ dead_id: z.string().min(1).max(200) }),
  answer: deadLetter.extend({
    fields: z.record(z.string(), z.string()).describe('allow-listed fields as they came, at most 512 characters each'),
    rest_hash: z.string().describe('SHA-256 of the whole row or message'),
    repairable: z
      .array(z.string())
      .describe('fields that a replay may set; empty when its file is to be imported again'),
  }),
})

const ids = z.array(name).min(1).max(1_000).describe('these dead letters')
const where = z
  .object({ ...filterShape, code: name, dataset: datasetName })
  .describe('every waiting dead letter with this reason')

/** Gives dead letters up. */
export const discardDeadLettersRoute = defineRoute({
  method: 'post',
  path: '/api/dead/discard',
  summary: 'Give dead letters up, with the reason why',
  roles: ['admin', 'steward'],
  body: z
    .object({
      ids: ids.optional(),
      where: where.optional(),
      reason: z.string().trim().min(3).max(500).describe('why, in words; kept with them'),
    })
    .refine((body) => (body.ids === undefined) !== (body.where === undefined), 'give either ids or where'),
  answer: z.object({ discarded: count }),
})

const field = z.string().refine((column) => eventsColumns.includes(column), 'is no column of events')

/** Tries dead letters again. */
export const replayDeadLettersRoute = defineRoute({
  method: 'post',
  path: '/api/dead/replay',
  summary: 'Try dead letters of events again; without ids and where, all of them',
  roles: ['admin'],
  body: z
    .object({
      ids: ids.optional(),
      where: where.optional(),
      repair: z
        .record(field, z.string().max(8_192))
        .optional()
        .describe('values that take the place of those that came, by field; only with ids or where'),
      dry_run: z.boolean().optional().describe('says what would become of them and changes nothing'),
    })
    .refine((body) => body.ids === undefined || body.where === undefined, 'give either ids or where')
    .optional(),
  answer: z.object({
    replayed: count.describe('taken as events, in the reports within seconds; their letters wait no more'),
    still_dead: z.array(z.object({ dead_id: z.string(), reason: z.string() })).describe('the first 1,000'),
    still_dead_total: count,
  }),
})
