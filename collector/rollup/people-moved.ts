import { z } from 'zod'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'

// Of a roster row an event asks for zone, role, kind and days of work, and by whose ids it came. Department, team, manager, licence
// and phase are looked at when states are formed.
const moved = `
SELECT DISTINCT person_key FROM (
  SELECT person_key, arraySort(groupArray((valid_from, valid_to, nearest_from, kind::String, timezone, role::String, calendar, workdays))) AS meaning
  FROM person_segments WHERE generation IN ({before:UInt64}, {after:UInt64})
  GROUP BY person_key, generation
  UNION ALL
  SELECT person_key, [(toDate(0), toDate(0), toDate(0), alias_key, '', '', '', toUInt8(0))] AS meaning
  FROM alias_map WHERE generation IN ({before:UInt64}, {after:UInt64})
)
GROUP BY person_key, meaning
HAVING count() = 1`

// Everything a state depends on but what the person did and the program. Workdays change with holidays, after which everyone's are new.
const restated = `
SELECT DISTINCT person_key FROM (
  SELECT person_key, arraySort(groupArray(sipHash64(valid_from, valid_to, department, team, role, manager_key, kind, calendar, workdays, phase,
    eligible_from, eligible_to, run_from, expected))) AS meaning
  FROM person_segments WHERE generation IN ({before:UInt64}, {after:UInt64})
  GROUP BY person_key, generation
  UNION ALL
  SELECT person_key, arraySort(groupArray(sipHash64(from_date, until_date))) AS meaning
  FROM leave_shields WHERE generation IN ({before:UInt64}, {after:UInt64})
  GROUP BY person_key, generation
)
GROUP BY person_key, meaning
HAVING count() = 1`

/** People whose events mean something else under one generation of the base facts than under another. */
export async function peopleMoved(store: Store, before: number, after: number): Promise<string[]> {
  return differing(store, moved, { before, after })
}

/** People whose states may be others under one generation of the base facts than under another. */
export async function peopleRestated(store: Store, before: number, after: number): Promise<string[]> {
  return differing(store, restated, { before, after })
}

async function differing(store: Store, statement: string, generations: { before: number; after: number }) {
  const rows = await queryRows(store.writer, statement, generations, z.object({ person_key: z.string() }))
  return rows.map(({ person_key }) => person_key)
}

/** The newest complete generation of the base facts; 0 before the first. */
export async function newestGeneration(store: Store): Promise<number> {
  const [row] = await queryRows(
    store.writer,
    'SELECT max(generation) AS generation FROM base_generations',
    {},
    z.object({ generation: z.number() }),
  )
  return row?.generation ?? 0
}
