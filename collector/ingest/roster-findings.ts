import { z } from 'zod'
import type { ImportReport } from '../../schema/datasets/import-report.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'

const overlapsSql = `
WITH held AS (
  SELECT person_key, valid_from, valid_to FROM roster
  WHERE person_key IN {keys:Array(String)}
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
HAVING uniqExact(claimant) > 1 AND max(claimant IN {keys:Array(String)})
ORDER BY alias
LIMIT 50`

/** What is odd about the roster rows of these people: rows cut short by later ones, ids that several people claim. */
export async function rosterFindings(
  { writer }: Store,
  personKeys: ReadonlySet<string>,
): Promise<Partial<ImportReport>> {
  const keys = [...personKeys]
  const [row] = await queryRows(writer, overlapsSql, { keys }, z.object({ overlaps: z.int() }))
  const aliases = await queryRows(writer, conflictsSql, { keys }, z.object({ alias: z.string() }))
  return { overlaps: row?.overlaps ?? 0, alias_conflicts: aliases.map(({ alias }) => alias) }
}
