import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../package-root.ts'

/** Names of the statements in schema/rollups. */
export type RollupStatement =
  | 'alias_map'
  | 'person_segments'
  | 'workday_calendar'
  | 'leave_shields'
  | 'flag_suspects'
  | 'action_flags'
  | 'action_flags_gone'
  | 'person_months'
  | 'record_spans'
  | 'record_spans_gone'
  | 'person_state'
  | 'person_state_gone'
  | 'state_groups'
  | 'state_groups_gone'
  | 'record_groups'
  | 'field_groups'
  | 'account_groups'
  | 'groups_gone'
  | 'published_states'
  | 'published_states_ruled'

/** The text of a statement; `into` sends its rows to another table of the same shape. */
export function rollupStatement(name: RollupStatement, into?: string): string {
  const text = readFileSync(join(packageRoot, 'schema', 'rollups', `${name}.sql`), 'utf8')
  return into === undefined ? text : text.replace(/^INSERT INTO \w+/m, `INSERT INTO ${into}`)
}

/** Hash of every statement that derived tables depend on: it changes when an upgrade derives differently. */
export function statementsHash(): string {
  const hash = createHash('sha256')
  for (const folder of ['rollups', 'views']) {
    const directory = join(packageRoot, 'schema', folder)
    for (const file of readdirSync(directory).sort()) hash.update(readFileSync(join(directory, file)))
  }
  return hash.digest('hex')
}
