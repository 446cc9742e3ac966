import { z } from 'zod'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'

const heldRow = z.object({
  person_id: z.string(),
  person_key: z.string(),
  name: z.string(),
  email: z.string(),
  department: z.string(),
  team: z.string(),
  role: z.string(),
  manager_key: z.string(),
  valid_from: z.string(),
  valid_to: z.string(),
  licensed_from: z.string(),
  licensed_to: z.string(),
  workdays: z.int(),
  calendar: z.string(),
  timezone: z.string(),
  kind: z.string(),
  alias_keys: z.array(z.string()),
})

/** The roster row of a person that holds on a day. */
export type HeldRosterRow = z.infer<typeof heldRow>

const heldOnSql = `
WITH held AS (
  SELECT * FROM roster
  ORDER BY import_seq DESC, line DESC
  LIMIT 1 BY person_key, valid_from
)
SELECT ids.person_id AS person_id, held.person_key AS person_key, name, email, department, team, role, manager_key,
  valid_from, valid_to, licensed_from, licensed_to, workdays, calendar, timezone, kind, alias_keys
FROM held
LEFT JOIN (SELECT person_key, any(person_id) AS person_id FROM identities GROUP BY person_key) AS ids
  ON ids.person_key = held.person_key
WHERE valid_from <= {on:Date} AND valid_to > {on:Date}
ORDER BY valid_from DESC
LIMIT 1 BY held.person_key`

/** Everyone's roster row on a day; where rows overlap, the one that starts later. */
export function readRosterOn({ writer }: Store, on: string): Promise<HeldRosterRow[]> {
  return queryRows(writer, heldOnSql, { on }, heldRow)
}
