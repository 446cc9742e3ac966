import type { Cells } from '../../schema/datasets/cell.ts'
import { fieldPrefix, type RecordRow, recordRow } from '../../schema/datasets/records.ts'
import type { PersonKeys } from '../access/person-key.ts'
import type { Classifier } from '../program/classify.ts'
import { formatInstant } from '../store/instant.ts'
import type { KeyedTable } from './keyed-table.ts'

const content = [
  'object',
  'record_id',
  'updated_at',
  'created_at',
  'deleted_at',
  'has_deleted_at',
  'owner_key',
  'editor_key',
  'account_id',
  'stage',
  'origin',
  'form',
  'states',
  'conditions',
  'key_hashes',
  'judged_by',
] as const

const heldSql = `
SELECT object, record_id, updated_at, created_at, deleted_at, has_deleted_at, owner_key, editor_key, account_id, stage,
  origin, form, states, conditions, key_hashes, judged_by
FROM record_versions
WHERE (object, record_id, updated_at) IN (SELECT object, record_id, updated_at FROM given)
ORDER BY import_seq DESC, line DESC
LIMIT 1 BY object, record_id, updated_at`

/** Rules that values are judged by. */
export type Rules = { classifier: Classifier; hash: string }

/** Versions of records: values are judged at once and forgotten, only their states are stored. */
export function recordsTable(personKeys: PersonKeys, rules: Rules): KeyedTable<RecordRow> {
  return {
    table: 'record_versions',
    schema: recordRow,
    key: ['object', 'record_id', 'updated_at'],
    content,
    store: (row, { cells }) => storeRecord(row, cells, personKeys, rules),
    people: ({ owner_id, editor_id }) => [owner_id ?? '', editor_id ?? ''],
    heldSql,
    given: {
      structure: "object String, record_id String, updated_at DateTime64(3, 'UTC')",
      columns: ['object', 'record_id', 'updated_at'],
    },
    change: (importSeq) => ({ kind: 'records', importSeq }),
  }
}

function storeRecord(row: RecordRow, cells: Cells, { keyOf, hashOf }: PersonKeys, { classifier, hash }: Rules) {
  const { states, conditions, keys } = classifier.classify(row.object, fieldValues(cells))
  return {
    object: row.object,
    record_id: row.record_id,
    updated_at: formatInstant(row.updated_at),
    created_at: row.created_at === null ? null : formatInstant(row.created_at),
    deleted_at: row.deleted_at === null ? null : formatInstant(row.deleted_at),
    has_deleted_at: cells.deleted_at === undefined ? 0 : 1,
    owner_key: row.owner_id === null ? null : keyOf(row.owner_id),
    editor_key: row.editor_id === null ? null : keyOf(row.editor_id),
    account_id: row.account_id,
    stage: row.stage,
    origin: row.origin,
    form: row.form,
    states,
    conditions,
    key_hashes: Object.fromEntries(
      Object.entries(keys).map(([field, key]) => [field, key === '' ? '' : hashOf(`${row.object}\n${field}\n${key}`)]),
    ),
    judged_by: hash,
  }
}

function fieldValues(cells: Cells): Record<string, string> {
  const values: Record<string, string> = {}
  for (const column in cells) {
    const value = cells[column]
    const field = column.slice(fieldPrefix.length)
    if (value === undefined || field === '' || field === '__proto__' || !column.startsWith(fieldPrefix)) continue
    values[field] = value
  }
  return values
}
