import { insertRows } from '../store/insert-rows.ts'
import { formatDate, formatInstant } from '../store/instant.ts'
import type { Store } from '../store/open-store.ts'
import { command, queryRows } from '../store/query.ts'
import { type RollupStatement, rollupStatement } from './statements.ts'

// Each statement reads what the ones before it wrote in the same generation.
const steps: RollupStatement[] = ['alias_map', 'workday_calendar', 'person_segments', 'leave_shields']

// Expected days are known three years ahead; every start and every import moves the end.
const horizonMs = 1100 * 86_400_000

/** Builds the base facts anew beside the ones in use and switches over when they are complete. */
export async function rebuildBase(store: Store, generation: number): Promise<void> {
  const horizon = formatDate(Date.now() + horizonMs)
  for (const step of steps) await command(store.writer, rollupStatement(step), { generation, horizon })
  await insertRows(store.writer, 'base_generations', [{ generation, built_at: formatInstant(Date.now()) }])
  await dropOldGenerations(store, generation)
}

// The generation before the newest stays for questions that began on it.
async function dropOldGenerations(store: Store, newest: number): Promise<void> {
  const kept = await queryRows(store.writer, 'SELECT generation FROM base_generations ORDER BY generation DESC LIMIT 2')
  const oldest = Math.min(newest, ...kept.map((row) => Number(row.generation)))
  for (const table of steps) {
    const stale = await queryRows(
      store.writer,
      `SELECT DISTINCT partition_id AS partition_id FROM system.parts
       WHERE database = currentDatabase() AND table = {table:String} AND active AND toUInt64OrZero(partition) < {oldest:UInt64}`,
      { table, oldest },
    )
    for (const { partition_id } of stale) {
      await command(store.writer, `ALTER TABLE ${table} DROP PARTITION ID {id:String}`, { id: String(partition_id) })
    }
  }
}
