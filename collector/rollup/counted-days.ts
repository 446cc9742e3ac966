import type { Store } from '../store/open-store.ts'
import { command, queryRows } from '../store/query.ts'
import { rollupStatement } from './statements.ts'

/** What is counted for a day when somebody asks for it, and kept until the facts behind it change. */
export const countedKinds = ['record_groups', 'field_groups', 'account_groups'] as const

/** Name of such a table, and of the statement that fills it. */
export type CountedKind = (typeof countedKinds)[number]

/** Which of some days are counted, or of all days. */
export async function countedDays(
  store: Store,
  kind: CountedKind | 'state_groups',
  days: readonly string[] = [],
): Promise<Set<string>> {
  const rows = await queryRows(
    store.writer,
    `SELECT toString(on_day) AS day FROM {kind:Identifier} WHERE is_head AND (empty({days:Array(Date)}) OR on_day IN {days:Array(Date)})
     GROUP BY on_day HAVING NOT argMax(gone, generation)`,
    { kind, days },
  )
  return new Set(rows.map((row) => String(row.day)))
}

/** Counts a day, unless it is counted. */
export async function countDay(store: Store, kind: CountedKind, on: string, generation: number): Promise<void> {
  if ((await countedDays(store, kind, [on])).has(on)) return
  await command(store.writer, rollupStatement(kind), { on, generation })
}

/** Takes back the counts of every day from one on. */
export async function dropCounts(
  store: Store,
  kinds: readonly CountedKind[],
  from_day: string,
  generation: number,
): Promise<void> {
  for (const groups of kinds) {
    await command(store.writer, rollupStatement('groups_gone'), { groups, from_day, generation })
  }
}
