import { z } from 'zod'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'

const markRow = z.object({ version: z.coerce.number(), imports: z.coerce.number(), answers: z.coerce.number() })

const question = `
SELECT (SELECT max(version) FROM program_versions) AS version, (SELECT max(revision) FROM imports) AS imports,
  (SELECT count() FROM feedback_answers) AS answers`

/**
 * Changes with everything that the state of the data depends on and that nothing is derived from; beside the revision of what is
 * derived it says whether the state has to be read again.
 */
export async function readStateMark(store: Store): Promise<string> {
  const [row] = await queryRows(store.writer, question, {}, markRow)
  return row === undefined ? '' : `${row.version} ${row.imports} ${row.answers}`
}
