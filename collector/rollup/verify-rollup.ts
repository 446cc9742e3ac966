import type { Store } from '../store/open-store.ts'
import { command, queryRows } from '../store/query.ts'
import { monthSpan } from './rebuild-months.ts'
import { type RollupStatement, rollupStatement } from './statements.ts'

/** A derived table that does not hold what its facts say. */
export type Difference = { table: string; missing: number; extra: number }

type Check = { table: string; statement: RollupStatement; columns: string; holds: string }

const checks: Check[] = [
  {
    table: 'action_flags',
    statement: 'action_flags',
    columns: 'person_key, date, source, message_id, kind, event, object, record_id, task, evidence',
    holds: '1',
  },
  {
    table: 'person_months',
    statement: 'person_months',
    columns:
      'person_key, month, value_days, seen_days, tasks, touches, value_actions, entry_actions, verified_days, verified_tasks, day_actions',
    holds: 'value_days != 0 OR seen_days != 0 OR notEmpty(entry_actions)',
  },
  {
    table: 'record_spans',
    statement: 'record_spans',
    columns:
      'object, record_id, valid_from, valid_to, line, import_seq, deleted_at, owner_key, account_id, stage, origin, states, conditions, key_hashes',
    holds: '1',
  },
  {
    table: 'person_state',
    statement: 'person_state',
    columns:
      'on_day, person_key, is_week_end, is_month_end, department, team, role, phase, start, last_active_on, state, detail, active_days, expected_days, blocks, blocks_regular, core_tasks_done, missing',
    holds: '1',
  },
]

/** Computes rollups and snapshots again from the facts into tables beside the live ones, and compares. */
export async function verifyRollup(store: Store, generation: number): Promise<Difference[]> {
  const ons = await queryRows(store.writer, 'SELECT DISTINCT toString(on_day) AS day FROM person_state FINAL')
  const months = await monthSpan(store)
  const params = {
    generation,
    people: [],
    import_seq: 0,
    ons: ons.map((row) => String(row.day)),
    month_from: months?.from ?? '1970-01-01',
    month_to: months?.to ?? '1970-01-01',
  }
  const differences: Difference[] = []
  for (const check of checks) differences.push(await compare(store, check, params))
  return differences.filter(({ missing, extra }) => missing > 0 || extra > 0)
}

async function compare(store: Store, { table, statement, columns, holds }: Check, params: object): Promise<Difference> {
  const copy = `${table}_check`
  await command(store.writer, `CREATE OR REPLACE TABLE ${copy} AS ${table}`)
  await command(store.writer, rollupStatement(statement, copy), { ...params })
  const count = (from: string, without: string) =>
    `(SELECT count() FROM (SELECT ${columns} FROM ${from} FINAL WHERE ${holds} EXCEPT SELECT ${columns} FROM ${without} FINAL))`
  const [row] = await queryRows(store.writer, `SELECT ${count(copy, table)} AS missing, ${count(table, copy)} AS extra`)
  await command(store.writer, `DROP TABLE ${copy} SYNC`)
  return { table, missing: Number(row?.missing), extra: Number(row?.extra) }
}
