import { z } from 'zod'
import { insertRows } from '../store/insert-rows.ts'
import { formatInstant } from '../store/instant.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'
import type { PersonMonths } from './change.ts'
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
  const late = await readMonths(store, lateEvents, state.mark_ms)
  if (late.size > 0) addChange(pending, { kind: 'events', why: 'late_data', personMonths: late })
  addChange(pending, { kind: 'flags', personMonths: await readMonths(store, lateDismissals, state.mark_ms) })
  return pending
}

const lateEvents = `
SELECT person_key, toString(min(date)) AS first, toString(max(date)) AS last FROM events
WHERE stored_at >= fromUnixTimestamp64Milli({mark:Int64}) GROUP BY person_key`

const lateDismissals = `
SELECT f.person_key AS person_key, toString(min(f.date)) AS first, toString(max(f.date)) AS last
FROM action_flags AS f FINAL INNER JOIN flag_dismissals AS d
  ON d.source = f.source AND d.message_id = f.message_id AND d.kind = f.kind
WHERE d.at >= fromUnixTimestamp64Milli({mark:Int64}) GROUP BY person_key`

async function readMonths(store: Store, sql: string, mark: number): Promise<PersonMonths> {
  const row = z.object({ person_key: z.string(), first: z.string(), last: z.string() })
  const rows = await queryRows(store.writer, sql, { mark }, row)
  return new Map(rows.map(({ person_key, first, last }) => [person_key, { from: first, to: last }]))
}

/** Notes that everything stored before an instant is derived. */
export async function markDerived(store: Store, beforeMs: number): Promise<void> {
  await insertRows(store.writer, 'rollup_marks', [{ at: formatInstant(beforeMs), statements: statementsHash() }])
}
