import { z } from 'zod'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'

/** Records of the objects with a version that no import has judged by these rules. */
export async function countWaitingRecords(
  { writer }: Pick<Store, 'writer'>,
  objects: string[],
  rules: string,
): Promise<number> {
  if (objects.length === 0) return 0
  const [row] = await queryRows(
    writer,
    // A re-import repeats a version under a later import; that one holds.
    `SELECT uniqExact(object, record_id) AS records
     FROM (
       SELECT object, record_id, updated_at, argMax(judged_by, (import_seq, line)) AS judged
       FROM record_versions
       WHERE has({objects:Array(String)}, object)
       GROUP BY object, record_id, updated_at
     )
     WHERE judged != {rules:String}`,
    { objects, rules },
    z.object({ records: z.int() }),
  )
  return row?.records ?? 0
}
