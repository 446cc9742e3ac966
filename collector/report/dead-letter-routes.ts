import { z } from 'zod'
import {
  deadLetter,
  deadLetterRoute,
  deadLettersRoute,
  discardDeadLetterRoute,
  replayDeadLettersRoute,
} from '../../schema/routes/sources.ts'
import { discardDeadLetters } from '../ingest/discard-dead-letters.ts'
import type { Ingest } from '../ingest/open-ingest.ts'
import { Problem } from '../problem.ts'
import type { Api } from '../serve-route.ts'
import { parseStoredInstant } from '../store/instant.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'

const columns = `dead_id, toString(dead_letters.received_at) AS received_at, source, dataset, message_id, file, line, code, reason`
const kept = 'FROM dead_letters FINAL WHERE discarded_at IS NULL'

const list = `SELECT ${columns} ${kept} AND ({source:String} = '' OR source = {source:String})
ORDER BY dead_letters.received_at DESC, line, dead_id LIMIT {limit:UInt32}`
const count = `SELECT count() AS total ${kept} AND ({source:String} = '' OR source = {source:String})`
const one = `SELECT ${columns}, fields, rest_hash ${kept} AND dead_id = {id:String}`

const rowsUsual = 100
const storedLetter = deadLetter.extend({ received_at: z.string() })

type DeadLetterDeps = { store: Store; ingest: Pick<Ingest, 'replayDeadLetters'> }

/** Dead letters: what was refused, with the reason. */
export function addDeadLetterRoutes(api: Api, { store, ingest }: DeadLetterDeps): void {
  api.serve(deadLettersRoute, async ({ query }) => {
    const params = { source: query.source ?? '', limit: query.limit ?? rowsUsual }
    const [rows, [total]] = await Promise.all([
      queryRows(store.writer, list, params, storedLetter),
      queryRows(store.writer, count, params, z.object({ total: z.int() })),
    ])
    return { rows: rows.map(withInstant), total: total?.total ?? 0 }
  })
  api.serve(deadLetterRoute, async ({ params }) => {
    const whole = storedLetter.extend({ fields: z.string(), rest_hash: z.string() })
    const [row] = await queryRows(store.writer, one, { id: params.dead_id }, whole)
    if (!row) throw unknownLetter(params.dead_id)
    return { ...withInstant(row), fields: JSON.parse(row.fields || '{}') }
  })
  api.serve(discardDeadLetterRoute, async ({ params }) => {
    const [row] = await queryRows(store.writer, one, { id: params.dead_id })
    if (!row) throw unknownLetter(params.dead_id)
    await discardDeadLetters(store, [params.dead_id])
    return { discarded: true }
  })
  api.serve(replayDeadLettersRoute, ({ body }) => ingest.replayDeadLetters(body?.ids ?? [], body?.repair ?? {}))
}

function withInstant<Row extends { received_at: string }>(row: Row): Row {
  return { ...row, received_at: new Date(parseStoredInstant(row.received_at)).toISOString() }
}

function unknownLetter(id: string): Problem {
  return new Problem(404, 'unknown_dead_letter', 'No such dead letter', `There is no dead letter ${id}.`)
}
