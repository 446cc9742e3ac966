import { z } from 'zod'
import { readDeadLetterCode } from '../../schema/datasets/dead-letter-code.ts'
import type { DeadLetterLine, DeadLetterReason, DeadLetterState } from '../../schema/routes/dead-letters.ts'
import { replayedReason } from '../ingest/discard-dead-letters.ts'
import { readKeptFields } from '../ingest/revive-dead-letter.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'

/** Which dead letters are listed. */
export type DeadLetterFilter = {
  source?: string | undefined
  dataset?: string | undefined
  code?: string | undefined
  state: DeadLetterState
}

/** Where a list goes on: behind this letter. */
export type DeadLetterPlace = { at: number; line: number; id: string }

const line = z.object({
  dead_id: z.string(),
  received_ms: z.coerce.number(),
  at_ms: z.coerce.number(),
  ended_ms: z.coerce.number().nullable(),
  ended_by: z.string(),
  source: z.string(),
  dataset: z.string(),
  message_id: z.string(),
  file: z.string(),
  line: z.int(),
  code: z.string(),
  reason: z.string(),
  discard_reason: z.string(),
})

type Line = z.infer<typeof line>

const columns = `dead_id, toUnixTimestamp64Milli(received_at) AS received_ms,
  toUnixTimestamp64Milli(ifNull(discarded_at, received_at)) AS at_ms, toUnixTimestamp64Milli(discarded_at) AS ended_ms,
  discarded_by AS ended_by, source, dataset, message_id, file, line, code, reason, discard_reason`

const inState = `multiIf(discarded_at IS NULL, 'waiting', discard_reason = {replayed:String}, 'replayed', 'discarded') = {state:String}`

const filtered = `${inState}
  AND ({source:String} = '' OR source = {source:String})
  AND ({dataset:String} = '' OR dataset = {dataset:String})
  AND ({code:String} = '' OR code = {code:String})`

// The newest first; rows of one file, which came at one instant, as they stand in it.
const list = `
SELECT ${columns} FROM dead_letters FINAL
WHERE ${filtered} AND (at_ms < {at:Int64} OR at_ms = {at:Int64} AND (line, dead_id) > ({line:UInt32}, {id:String}))
ORDER BY at_ms DESC, line, dead_id LIMIT {limit:UInt32}`

const count = `SELECT count() AS total FROM dead_letters FINAL WHERE ${filtered}`

const one = `SELECT ${columns}, fields, rest_hash FROM dead_letters FINAL WHERE dead_id = {id:String}`

const arrivals = `
SELECT dead_id, uniqExact(received_at) AS times, toUnixTimestamp64Milli(min(received_at)) AS first_ms
FROM dead_letter_arrivals WHERE has({ids:Array(String)}, dead_id) GROUP BY dead_id`

const reasons = `
SELECT dataset, code, count() AS letters, toUnixTimestamp64Milli(max(received_at)) AS newest_ms
FROM dead_letters FINAL WHERE discarded_at IS NULL
GROUP BY dataset, code ORDER BY letters DESC, dataset, code`

const reasonsMax = 100
const beforeAll: DeadLetterPlace = { at: 8_640_000_000_000_000, line: 0, id: '' }

/** Lists dead letters behind a place, and how many there are altogether. */
export async function listDeadLetters(
  store: Store,
  { state, source = '', dataset = '', code = '' }: DeadLetterFilter,
  { limit, place = beforeAll }: { limit: number; place?: DeadLetterPlace | undefined },
): Promise<{ rows: DeadLetterLine[]; total: number; next: DeadLetterPlace | null }> {
  const filter = { state, source, dataset, code, replayed: replayedReason }
  const [rows, [all]] = await Promise.all([
    // One more than asked for says whether there are more.
    queryRows(store.writer, list, { ...filter, ...place, limit: limit + 1 }, line),
    queryRows(store.writer, count, filter, z.object({ total: z.int() })),
  ])
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const next = rows.length > limit && last ? { at: last.at_ms, line: last.line, id: last.dead_id } : null
  return { rows: await describe(store, shown), total: all?.total ?? 0, next }
}

/** One dead letter with its fields; undefined when there is none. */
export async function readDeadLetter(store: Store, id: string) {
  const whole = line.extend({ fields: z.string(), rest_hash: z.string() })
  const [row] = await queryRows(store.writer, one, { id }, whole)
  const [described] = row ? await describe(store, [row]) : []
  if (!row || !described) return undefined
  return { ...described, fields: readKeptFields(row.fields), rest_hash: row.rest_hash }
}

/** The reasons of the dead letters that wait, most first. */
export async function readDeadLetterReasons(store: Store): Promise<{ waiting: number; reasons: DeadLetterReason[] }> {
  const row = z.object({ dataset: z.string(), code: z.string(), letters: z.int(), newest_ms: z.coerce.number() })
  const rows = await queryRows(store.writer, reasons, {}, row)
  return {
    waiting: rows.reduce((sum, { letters }) => sum + letters, 0),
    reasons: rows.slice(0, reasonsMax).map(({ newest_ms: newestMs, ...each }) => ({
      ...each,
      ...readDeadLetterCode(each.code),
      newest_at: new Date(newestMs).toISOString(),
    })),
  }
}

async function describe(store: Store, rows: readonly Line[]): Promise<DeadLetterLine[]> {
  if (rows.length === 0) return []
  const arrival = z.object({ dead_id: z.string(), times: z.int(), first_ms: z.coerce.number() })
  const ids = rows.map((row) => row.dead_id)
  const came = new Map(
    (await queryRows(store.writer, arrivals, { ids }, arrival)).map(({ dead_id: id, ...each }) => [id, each]),
  )
  return rows.map(({ received_ms: receivedMs, ended_ms: endedMs, at_ms: _, ...row }) => ({
    ...row,
    ...readDeadLetterCode(row.code),
    received_at: new Date(receivedMs).toISOString(),
    first_at: new Date(came.get(row.dead_id)?.first_ms ?? receivedMs).toISOString(),
    times: came.get(row.dead_id)?.times ?? 1,
    state: endedMs === null ? 'waiting' : row.discard_reason === replayedReason ? 'replayed' : 'discarded',
    ended_at: endedMs === null ? null : new Date(endedMs).toISOString(),
    discard_reason: row.discard_reason === replayedReason ? '' : row.discard_reason,
  }))
}
