import { z } from 'zod'
import { formatDate } from '../store/instant.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'

const sum = `SELECT sum(accepted) AS accepted FROM feed_counts FINAL WHERE source = {source:String} AND date = {date:Date}`

/** Events of a feed that were taken on this UTC day, as far as the store knows; throws while it is away. */
export async function acceptedToday(store: Store, source: string): Promise<number> {
  const params = { source, date: formatDate(Date.now()) }
  const [row] = await queryRows(store.writer, sum, params, z.object({ accepted: z.coerce.number() }))
  return row?.accepted ?? 0
}
