import { z } from 'zod'
import type { ImportReport } from '../../schema/datasets/import-report.ts'
import type { Store } from '../store/open-store.ts'
import { queryWithRows } from './query-with-rows.ts'

const overlapsSql = `
WITH held AS (
  SELECT person_key, valid_from, valid_to FROM roster
  WHERE person_key IN (SELECT person_key FROM given)
  ORDER BY import_seq DESC, line DESC
  LIMIT 1 BY person_key, valid_from
)
SELECT countIf(next_from < valid_to) AS overlaps
FROM (
  SELECT valid_to, leadInFrame(valid_from, 1, toDate('2149-06-06')) OVER (
    PARTITION BY person_key ORDER BY valid_from ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS next_from
  FROM held
  WHERE valid_from < valid_to
)`

const conflictsSql = `
WITH held AS (
  SELECT person_key, alias_keys FROM roster
  ORDER BY import_seq DESC, line DESC
  LIMIT 1 BY person_key, valid_from
)
SELECT any(person_id) AS alias
FROM (SELECT person_key AS claimant, arrayJoin(alias_keys) AS alias_key FROM held) AS claims
INNER JOIN identities ON identities.person_key = claims.alias_key
GROUP BY alias_key
HAVING uniqExact(claimant) > 1 AND max(claimant IN (SELECT person_key FROM given))
ORDER BY alias
LIMIT 50`

/** What is odd about the roster rows of these people: rows cut short by later ones, ids that several people claim. */
export async function rosterFindings(store: Store, personKeys: ReadonlySet<string>): Promise<Partial<ImportReport>> {
  const given = { structure: 'person_key String', rows: Array.from(personKeys, (person_key) => ({ person_key })) }
  const [row] = await queryWithRows(store, overlapsSql, given, z.object({ overlaps: z.int() }))
  const aliases = await queryWithRows(store, conflictsSql, given, z.object({ alias: z.string() }))
  return { overlaps: row?.overlaps ?? 0, alias_conflicts: aliases.map(({ alias }) => alias) }
}
