import type { Store } from '../store/open-store.ts'
import { command, queryRows } from '../store/query.ts'
import { type CountedKind, countedDays } from './counted-days.ts'
import { lastOfMonth, monthSpan } from './month-span.ts'
import { type RollupStatement, rollupStatement } from './statements.ts'

/** A derived table that does not hold what its facts say. */
export type Difference = { table: string; missing: number; extra: number }

/** `holds` says which rows of a table count; of what is counted by day that is the newest count. */
type Check = { table: RollupStatement; columns: string; holds: (table: string) => string; counted?: CountedKind }

const firstDay = '1970-01-01'
const always = () => '1'
const newest = (table: string) =>
  `NOT is_head AND (on_day, generation) IN (SELECT on_day, max(generation) FROM ${table} GROUP BY on_day)`

const checks: Check[] = [
  {
    table: 'action_flags',
    columns: 'person_key, date, source, message_id, kind, event, object, record_id, task, evidence',
    holds: always,
  },
  {
    table: 'person_months',
    columns:
      'person_key, month, value_days, seen_days, tasks, touches, value_actions, entry_actions, verified_days, verified_tasks, day_actions',
    holds: () => 'value_days != 0 OR seen_days != 0 OR notEmpty(entry_actions)',
  },
  {
    table: 'record_spans',
    columns:
      'object, record_id, valid_from, valid_to, line, import_seq, deleted_at, owner_key, account_id, stage, origin, states, conditions, key_hashes',
    holds: always,
  },
  {
    table: 'person_state',
    columns:
      'on_day, person_key, is_week_end, is_month_end, department, team, role, phase, start, last_active_on, state, detail, active_days, expected_days, blocks, blocks_regular, core_tasks_done, missing',
    holds: always,
  },
  {
    table: 'state_groups',
    columns:
      'on_day, department, team, role, phase, is_week_end, is_month_end, eligible, adopted, occasional, lapsed, never_started, on_leave, too_early, too_few_workdays',
    holds: newest,
  },
  {
    table: 'record_groups',
    columns:
      'on_day, department, team, role, phase, kinds, owners, records, complete, arrayMap(score -> round(score, 6), scores), waiting',
    holds: newest,
    counted: 'record_groups',
  },
  {
    table: 'field_groups',
    columns:
      'on_day, department, team, role, phase, object, field, critical, applicable, ok, missing, placeholder, default, invalid, owners',
    holds: newest,
    counted: 'field_groups',
  },
  {
    table: 'account_groups',
    columns: 'on_day, tier, department, phase, tracked, accounts, in_crm, owned, complete, has_contact, touched',
    holds: newest,
    counted: 'account_groups',
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
    idle_after: firstDay,
    sieve: 0,
    ons: ons.map((row) => String(row.day)),
    month_from: months?.from ?? firstDay,
    month_to: months?.to ?? firstDay,
    from_date: months?.from ?? firstDay,
    to_date: months === undefined ? firstDay : lastOfMonth(months.to),
  }
  const differences: Difference[] = []
  for (const check of checks) differences.push(await compare(store, check, params))
  return differences.filter(({ missing, extra }) => missing > 0 || extra > 0)
}

async function compare(store: Store, check: Check, params: object): Promise<Difference> {
  const { table, columns, holds, counted } = check
  const copy = `${table}_check`
  await command(store.writer, `CREATE OR REPLACE TABLE ${copy} AS ${table}`)
  const fill = rollupStatement(table, copy)
  if (counted === undefined) await command(store.writer, fill, { ...params })
  else for (const on of await countedDays(store, counted)) await command(store.writer, fill, { ...params, on })
  const rows = (from: string) => `SELECT ${columns} FROM ${from} FINAL WHERE ${holds(from)}`
  const count = (from: string, without: string) => `(SELECT count() FROM (${rows(from)} EXCEPT ${rows(without)}))`
  const [row] = await queryRows(store.writer, `SELECT ${count(copy, table)} AS missing, ${count(table, copy)} AS extra`)
  await command(store.writer, `DROP TABLE ${copy} SYNC`)
  return { table, missing: Number(row?.missing), extra: Number(row?.extra) }
}
