import type { FailPoint } from '../../fail-point.ts'
import { contentHash } from '../content-hash.ts'
import { eventLineColumns } from '../event-line.ts'
import type { BatchRow } from './batch.ts'
import { classifyFailure, LaneStop, refusalInWords } from './error-class.ts'
import { bodyOf, type Part } from './plan.ts'
import type { StorePoster } from './post-to-store.ts'
import { StoreRefusal } from './store-refusal.ts'

/** A row that the store will not take, and why, without a value of it. */
export type RefusedRow = { row: BatchRow; reason: string }

export type SendOptions = {
  /** More refused rows than this are no matter of single rows. */
  refusedMax: number
  /** Makes tokens of halves differ from those of an earlier sending. */
  salt: string
  failPoint: FailPoint
}

/** Inserts the parts of a plan; rows that the store refuses for themselves are found and answered. */
export async function sendParts(store: StorePoster, parts: readonly Part[], options: SendOptions) {
  const suspects: Suspect[] = []
  for (const part of parts) {
    await sendOrHalve(store, part, suspects, options)
    options.failPoint('flush.part_sent')
  }
  const refused: RefusedRow[] = []
  // Once more at the end: the store may be mended by now, and bytes that were cut on the way look like bad ones.
  for (const { row, part } of suspects) {
    const refusal = await send(store, part)
    if (refusal) refused.push({ row, reason: refusalInWords(refusal) })
  }
  return refused
}

type Suspect = { row: BatchRow; part: Part }

async function sendOrHalve(store: StorePoster, part: Part, suspects: Suspect[], options: SendOptions): Promise<void> {
  const refusal = await send(store, part)
  if (!refusal) return
  const [row] = part.rows
  if (part.rows.length === 1 && row) {
    suspects.push({ row, part })
    if (suspects.length > options.refusedMax) throw tooMany(suspects.length, refusal)
    return
  }
  const middle = Math.ceil(part.rows.length / 2)
  for (const rows of [part.rows.slice(0, middle), part.rows.slice(middle)]) {
    const body = bodyOf(rows)
    const token = `events-half-${options.salt}${contentHash(body)}`
    await sendOrHalve(store, { rows, body, token }, suspects, options)
  }
}

const insert = `INSERT INTO events (${eventLineColumns.join(', ')}) FORMAT JSONCompactEachRow`

/** Answers the refusal when a row is to blame, and throws every other one. */
async function send(store: StorePoster, { body, token }: Part): Promise<StoreRefusal | undefined> {
  const settings = {
    async_insert: '0',
    insert_deduplication_token: token,
    deduplicate_blocks_in_dependent_materialized_views: '1',
    // A plan holds no event twice, so there is nothing to merge yet; looking for it costs as much as the rest.
    optimize_on_insert: '0',
  }
  try {
    await store.post({ query: insert, settings, body })
    return undefined
  } catch (error) {
    if (error instanceof StoreRefusal && classifyFailure(error).kind === 'poison') return error
    throw error
  }
}

function tooMany(refused: number, last: StoreRefusal): LaneStop {
  return new LaneStop(
    `The store refuses too many rows of a batch (${refused} so far; the last: ${refusalInWords(last)}). ` +
      'Nothing is lost. Look for a constraint or a changed column of the table events',
  )
}
