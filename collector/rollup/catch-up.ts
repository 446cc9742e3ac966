import { z } from 'zod'
import { insertRows } from '../store/insert-rows.ts'
import { formatInstant } from '../store/instant.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'
import { addChange, emptyPending, fullPending, type Pending } from './pending.ts'
import { statementsHash } from './statements.ts'

// Rows may be stored a while before they are announced, and clocks of two machines differ.
const overlapMs = 10 * 60_000

// An import that was cut off has no end; it began at most this long before the last mark.
const importMsMax = 24 * 3_600_000

const markRow = z.object({
  mark_ms: z.number(),
  statements: z.string(),
  imports: z.number(),
  programs: z.number(),
  generations: z.number(),
})

/** What a process that died may have left underived. */
export async function findUnderived(store: Store): Promise<Pending> {
  const [state] = await queryRows(
    store.writer,
    `WITH (SELECT toUnixTimestamp64Milli(max(at)) - {overlap:UInt32} FROM rollup_marks) AS mark
     SELECT mark AS mark_ms, (SELECT argMax(statements, at) FROM rollup_marks) AS statements,
       (SELECT count() FROM base_generations) AS generations,
       (SELECT count() FROM imports FINAL WHERE import_seq >= mark OR toUnixTimestamp64Milli(finished_at) >= mark
          OR toUnixTimestamp64Milli(undone_at) >= mark OR (finished_at IS NULL AND import_seq >= mark - {long:UInt32})) AS imports,
       (SELECT count() FROM program_versions WHERE version >= mark) AS programs`,
    { overlap: overlapMs, long: importMsMax },
    markRow,
  )
  if (state === undefined || state.mark_ms <= 0 || state.generations === 0) return fullPending('rebuild')
  if (state.statements !== statementsHash()) return fullPending('rebuild')
  if (state.imports > 0 || state.programs > 0) return fullPending('rebuild')
  const pending = emptyPending()
  const late = await queryRows(
    store.writer,
    `SELECT person_key, toString(min(date)) AS first, toString(max(date)) AS last FROM events
     WHERE stored_at >= fromUnixTimestamp64Milli({mark:Int64}) GROUP BY person_key`,
    { mark: state.mark_ms },
  )
  const personMonths = new Map(
    late.map((row) => [String(row.person_key), { from: String(row.first), to: String(row.last) }]),
  )
  if (personMonths.size > 0) addChange(pending, { kind: 'events', why: 'late_data', personMonths })
  return pending
}

/** Notes that everything stored before an instant is derived. */
export async function markDerived(store: Store, beforeMs: number): Promise<void> {
  await insertRows(store.writer, 'rollup_marks', [{ at: formatInstant(beforeMs), statements: statementsHash() }])
}
