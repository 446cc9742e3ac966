import { z } from 'zod'
import { datasetName } from '../../schema/datasets/dataset.ts'
import { Problem } from '../problem.ts'
import type { Change } from '../rollup/change.ts'
import { formatInstant } from '../store/instant.ts'
import type { Store } from '../store/open-store.ts'
import { command, queryRows } from '../store/query.ts'
import type { ImportDeps } from './import-dataset.ts'

const tables = {
  roster: 'roster',
  leave: 'leave',
  holidays: 'holidays',
  events: 'events',
  records: 'record_versions',
  accounts: 'accounts',
  training: 'course_completions',
  outcomes: 'outcome_values',
  feedback: 'feedback_answers',
} as const

const deleteSql = `
ALTER TABLE {table:Identifier} DELETE WHERE import_seq = {importSeq:UInt64} SETTINGS mutations_sync = 1`

const monthsSql = `
SELECT person_key, min(date) AS from, max(date) AS to FROM events
WHERE import_seq = {importSeq:UInt64}
GROUP BY person_key`

const monthsRow = z.object({ person_key: z.string(), from: z.string(), to: z.string() })

/** Takes an import back: its rows and dead letters go, what is derived from them is derived again. */
export async function undoImport(
  deps: ImportDeps,
  importSeq: number,
): Promise<{ import_id: string; undone_at: string }> {
  const { store, imports, rollup, events, now = Date.now } = deps
  const found = await imports.find(importSeq)
  if (!found) throw new Problem(404, 'unknown_import', 'No such import', `There is no import ${importSeq}.`)
  const dataset = datasetName.safeParse(found.dataset)
  if (!dataset.success) {
    const detail = `A ${found.dataset} is not taken back. Apply the earlier one again.`
    throw new Problem(409, 'not_undoable', 'This cannot be taken back', detail)
  }
  if (found.undone_at !== null) {
    throw new Problem(409, 'already_undone', 'Already taken back', `The import ${importSeq} was taken back before.`)
  }
  const change = await changeOf(store, dataset.data, importSeq)
  await events.alone(async () => {
    if (dataset.data === 'events') await command(store.writer, deleteSql, { table: 'event_ids', importSeq })
    await command(store.writer, deleteSql, { table: tables[dataset.data], importSeq })
    await command(store.writer, deleteSql, { table: 'dead_letters', importSeq })
  })
  const undoneAt = now()
  await imports.update(found, { undone_at: formatInstant(undoneAt) })
  if (change) rollup.changed(change)
  await rollup.settled()
  return { import_id: String(importSeq), undone_at: new Date(undoneAt).toISOString() }
}

async function changeOf(store: Store, dataset: keyof typeof tables, importSeq: number): Promise<Change | undefined> {
  switch (dataset) {
    case 'roster':
      return { kind: 'base', why: 'undo', personKeys: await peopleOf(store, 'roster', importSeq) }
    case 'leave':
      return { kind: 'base', why: 'undo', personKeys: await peopleOf(store, 'leave', importSeq) }
    case 'holidays':
      return { kind: 'base', why: 'undo' }
    case 'events':
      return { kind: 'events', why: 'undo', personMonths: await monthsOf(store, importSeq) }
    case 'records':
      return { kind: 'records', importSeq }
    case 'accounts':
      return { kind: 'counted' }
    case 'training':
    case 'outcomes':
    case 'feedback':
      return undefined
  }
}

async function peopleOf({ writer }: Store, table: 'roster' | 'leave', importSeq: number): Promise<string[]> {
  const sql = 'SELECT DISTINCT person_key FROM {table:Identifier} WHERE import_seq = {importSeq:UInt64}'
  const rows = await queryRows(writer, sql, { table, importSeq }, z.object({ person_key: z.string() }))
  return rows.map(({ person_key }) => person_key)
}

async function monthsOf({ writer }: Store, importSeq: number) {
  const rows = await queryRows(writer, monthsSql, { importSeq }, monthsRow)
  return new Map(rows.map(({ person_key, from, to }) => [person_key, { from, to }]))
}
