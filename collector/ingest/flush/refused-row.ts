import { z } from 'zod'
import type { DeadLetter } from '../../../schema/datasets/dead-letter-row.ts'
import { eventsColumns } from '../../../schema/datasets/events.ts'
import { deadLetter } from '../dead-letter.ts'
import { eventLineColumns } from '../event-line.ts'
import type { BatchRow } from './batch.ts'
import { lineText, partsOf, receivedAtOf } from './row-key.ts'

// A row knows its person by the key only, and that is not kept.
const keptColumns = eventsColumns.filter((column) => column !== 'person_id' && column !== 'changes')

const changes = z.array(z.string())
const count = z.number()

/** The dead letter of a row that the store would not take. */
export function refusedRow(row: BatchRow, reason: string): DeadLetter {
  const line = lineText(row)
  const values: unknown[] = JSON.parse(line)
  const cells = new Map(eventLineColumns.map((column, index): [string, unknown] => [column, values[index]]))
  const [source, messageId] = partsOf(row.identity)
  const kept = keptColumns.map((column) => [column, asCell(column, cells.get(column))])
  return deadLetter({
    code: 'refused_by_store',
    reason,
    source,
    dataset: 'events',
    messageId,
    file: '',
    line: count.parse(cells.get('line')),
    fields: { ...Object.fromEntries(kept), changes: changesOf(cells) },
    whole: line,
    importSeq: count.parse(cells.get('import_seq')),
    receivedAt: receivedAtOf(line),
  })
}

function asCell(column: string, value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = String(value)
  // As a sender would write it, so that the letter can be tried again.
  return column.endsWith('_at') && text !== '' ? `${text.replace(' ', 'T')}Z` : text
}

function changesOf(cells: ReadonlyMap<string, unknown>): string {
  const [fields, from, to] = ['change_fields', 'change_from', 'change_to'].map((name) => changes.parse(cells.get(name)))
  if (!fields?.length) return ''
  return JSON.stringify(fields.map((field, index) => ({ field, from: from?.[index], to: to?.[index] })))
}
