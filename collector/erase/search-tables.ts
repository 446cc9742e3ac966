import { z } from 'zod'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'
import { textsOf } from './erasing-table.ts'
import type { PersonTraces } from './person-traces.ts'
import { formsOf, wordsPattern } from './word-pattern.ts'

/** A place that holds the person, or seems to. */
export type Hit = { place: string; rows: number }

/** `held`: the person. `alike`: the same text where records, accounts and the like are named. */
export type TableHits = { held: Hit[]; alike: Hit[] }

// The one place that keeps the key: without it a replay could not know what never comes back.
const kept = ['erasures']

// Where an id stands for a person; elsewhere the same text names a record, an account, a message.
const aboutPeople = new Set([
  ...['identities', 'leave', 'course_completions', 'feedback_answers'],
  ...['dead_letters', 'imports', 'audit', 'tokens'],
])

// Other people may have the same name, so it is not looked for where they stand.
const withNames = new Set(['roster'])

const columnRow = z.object({ table: z.string(), columns: z.array(z.string()) })

const textColumns = `
SELECT table, groupArray(name) AS columns FROM system.columns
WHERE database = currentDatabase() AND type LIKE '%String%' AND NOT has({kept:Array(String)}, table)
  AND table IN (SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree')
GROUP BY table ORDER BY table`

const hitRow = z.object({ column: z.string(), held: z.int(), alike: z.int() })

/** Looks for a person in every text of every table, old versions of rows included. */
export async function searchTables({ writer }: Pick<Store, 'writer'>, traces: PersonTraces): Promise<TableHits> {
  const hits: TableHits = { held: [], alike: [] }
  for (const { table, columns } of await queryRows(writer, textColumns, { kept }, columnRow)) {
    const { keys, ids, emails } = traces
    const params = {
      keys,
      addresses: wordsPattern(withNames.has(table) ? [] : emails),
      words: wordsPattern(withNames.has(table) ? ids : textsOf(traces)),
      // Looked for first, as it is many times as fast.
      texts: textsOf(traces).flatMap(formsOf),
    }
    for (const row of await queryRows(writer, countHits(table, columns), params, hitRow)) {
      const place = `${table}.${row.column}`
      const isPerson = aboutPeople.has(table)
      const held = isPerson ? Math.max(row.held, row.alike) : row.held
      if (held > 0) hits.held.push({ place, rows: held })
      else if (row.alike > 0) hits.alike.push({ place, rows: row.alike })
    }
  }
  return hits
}

// One pass over the table; the names are those of our own migrations.
function countHits(table: string, columns: readonly string[]): string {
  const counts = columns.map((column) => {
    const text = `ifNull(toString(\`${column}\`), '')`
    const found = `multiSearchAnyCaseInsensitive(${text}, {texts:Array(String)})`
    const held = `countIf(multiSearchAny(${text}, {keys:Array(String)}) OR (${found} AND match(${text}, {addresses:String})))`
    return `('${column}', ${held}, countIf(${found} AND match(${text}, {words:String})))`
  })
  return `SELECT hit.1 AS column, hit.2 AS held, hit.3 AS alike
    FROM (SELECT arrayJoin([${counts.join(', ')}]) AS hit FROM \`${table}\`) WHERE held > 0 OR alike > 0`
}
