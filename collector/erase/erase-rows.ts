import { z } from 'zod'
import type { Store } from '../store/open-store.ts'
import { command, queryRows } from '../store/query.ts'
import { erasedKeyList as keyList, erasedKeys as keys, erasedWords as words } from './erasing-table.ts'

/** Rows erased or emptied, by table. */
export type ErasedRows = Record<string, number>

/** A change of a table's rows; it reads who is meant from the table `erasing`. */
type Step = { table: string; change: string; where: string }

const remove = (table: string, where = `person_key IN ${keys}`): Step => ({ table, change: 'DELETE', where })

const emptyOwners = (table: string): Step => ({
  table,
  change: `UPDATE owner_key = if(owner_key IN ${keys}, '', owner_key), editor_key = if(editor_key IN ${keys}, '', editor_key)`,
  where: `owner_key IN ${keys} OR editor_key IN ${keys}`,
})

const emptyManager = (table: string): Step => ({
  table,
  change: `UPDATE manager_key = ''`,
  where: `manager_key IN ${keys}`,
})

const nowhere = 'empty(departments) AND empty(teams) AND empty(roles)'

/** Events and where their ids point to; they are to be erased while nobody stores others. */
export const eventSteps: Step[] = [remove('events'), remove('event_ids')]

/** What was told to us. What the person is known by goes last, so that an erasure that was cut off can begin again. */
export const factSteps: Step[] = [
  remove('leave'),
  remove('course_completions'),
  remove('feedback_answers'),
  remove('flag_dismissals', `person_key IN ${keys} OR match(reason, ${words})`),
  emptyOwners('record_versions'),
  remove('dead_letters', `match(concat(fields, '\\n', message_id, '\\n', reason, '\\n', file), ${words})`),
  { table: 'imports', change: `UPDATE file = 'erased'`, where: `match(file, ${words})` },
  { table: 'program_phases', change: `UPDATE owner_key = ''`, where: `owner_key IN ${keys}` },
  {
    table: 'program_phases',
    // A phase for this person alone is one for nobody now, not one for everybody.
    change: `UPDATE person_keys = if(${nowhere} AND hasAll(${keyList}, person_keys), ['erased'], arrayFilter(key -> NOT has(${keyList}, key), person_keys))`,
    where: `hasAny(person_keys, ${keyList})`,
  },
  emptyManager('roster'),
  {
    table: 'roster',
    change: `UPDATE alias_keys = arrayFilter(key -> NOT has(${keyList}, key), alias_keys)`,
    where: `hasAny(alias_keys, ${keyList}) AND person_key NOT IN ${keys}`,
  },
  remove('roster'),
  remove('identities'),
]

/** What was derived, after it was derived anew without the person: earlier generations still know them. */
export const derivedSteps: Step[] = [
  remove('alias_map', `alias_key IN ${keys} OR person_key IN ${keys}`),
  remove('person_segments'),
  emptyManager('person_segments'),
  remove('leave_shields'),
  remove('action_flags'),
  remove('person_months'),
  remove('person_state'),
  emptyManager('person_state'),
  remove('published_states'),
  emptyOwners('record_spans'),
]

const countRow = z.object({ rows: z.int() })

/** Applies the steps one after the other, each to its end on every replica. */
export async function eraseRows({ writer }: Pick<Store, 'writer'>, steps: readonly Step[]): Promise<ErasedRows> {
  const erased: ErasedRows = {}
  for (const { table, change, where } of steps) {
    const [counted] = await queryRows(writer, `SELECT count() AS rows FROM ${table} WHERE ${where}`, {}, countRow)
    const rows = counted?.rows ?? 0
    erased[table] = (erased[table] ?? 0) + rows
    if (rows > 0) await command(writer, `ALTER TABLE ${table} ${change} WHERE ${where} SETTINGS mutations_sync = 2`)
  }
  return erased
}
