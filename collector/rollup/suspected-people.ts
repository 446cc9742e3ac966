import { z } from 'zod'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'

/** People of whom a rebuild's `flag_suspects` say that an action may be flagged, at most so many. */
export async function suspectedPeople(store: Store, generation: number, most: number): Promise<string[]> {
  const rows = await queryRows(
    store.writer,
    `SELECT DISTINCT person_key FROM current_segments
     WHERE toUInt32(sipHash64(person_key)) IN (SELECT suspect FROM flag_suspects WHERE generation = {generation:UInt64})
     LIMIT {most:UInt32}`,
    { generation, most },
    z.object({ person_key: z.string() }),
  )
  return rows.map(({ person_key }) => person_key)
}
