import { z } from 'zod'
import { insertRows } from '../store/insert-rows.ts'
import type { Store } from '../store/open-store.ts'
import { command, queryRows } from '../store/query.ts'
import { rollupStatement } from './statements.ts'

/** The keeping of what was told, around one restatement. */
export type Keeping = {
  /** Days that were told about: like period ends they are written again, so that each step of their way is known. */
  days: string[]
  /** Keeps these days as they stand after the restatement, when other rules hold now. */
  finish(): Promise<void>
}

/** Keeps what was told about the days from one on, before they are restated; `undefined` is every day. */
export async function keepPublished(store: Store, from: string | undefined, generation: number): Promise<Keeping> {
  const span = { from_day: from ?? '1970-01-01', generation }
  await command(store.writer, rollupStatement('published_states'), span)
  const days = await publishedDays(store, span.from_day)
  if (from !== undefined || !(await rulesChanged(store))) return { days, finish: async () => undefined }
  await command(store.writer, rollupStatement('published_states_ruled'), { generation, edge: 1 })
  return {
    days,
    finish: () => command(store.writer, rollupStatement('published_states_ruled'), { generation, edge: 2 }),
  }
}

/** Notes that somebody was told about some days; the numbers of before are kept from then on. */
export async function noteShown(store: Store, days: readonly string[]): Promise<void> {
  await insertRows(
    store.writer,
    'shown_days',
    days.map((on_day) => ({ on_day })),
  )
}

/** Forgets everything that was told, as when the sample company goes. */
export async function forgetPublished(store: Store): Promise<void> {
  for (const table of ['shown_days', 'published_states']) {
    await command(store.writer, 'TRUNCATE TABLE {table:Identifier}', { table })
  }
}

const rulesRow = z.object({ changed: z.int() })

// A program may change in what no state depends on, such as a target; then nothing is restated by it.
async function rulesChanged(store: Store): Promise<boolean> {
  const [row] = await queryRows(
    store.writer,
    `SELECT count() > 0 AND argMax(rules, generation) != (SELECT rules FROM state_rules) AS changed
     FROM person_state WHERE NOT gone`,
    {},
    rulesRow,
  )
  return row !== undefined && row.changed > 0
}

async function publishedDays(store: Store, from_day: string): Promise<string[]> {
  const rows = await queryRows(
    store.writer,
    'SELECT DISTINCT toString(on_day) AS day FROM published_states WHERE on_day >= {from_day:Date}',
    { from_day },
  )
  return rows.map((row) => String(row.day))
}
