import type { EventRow } from '../../schema/datasets/event-row.ts'

/** Columns of a row of schema version 1, in the order of its line. Never changed: a new version gets a new list. */
export const eventLineColumns = [
  'person_key',
  'date',
  'source',
  'message_id',
  'event',
  'occurred_at',
  'received_at',
  'skew_ms',
  'object',
  'record_id',
  'account_id',
  'origin',
  'app',
  'task',
  'contact_at',
  'hits',
  'duration_ms',
  'note_hash',
  'form',
  'change_fields',
  'change_from',
  'change_to',
  'schema_version',
  'import_seq',
  'line',
] as const satisfies readonly (keyof EventRow)[]

// Anything but what JSON leaves as it is; surrogates are looked at also in pairs.
const unlikePlain = /[^ !#-[\]-\ud7ff\ue000-\uffff]/

/** The line of a row as it stands in the spool and is sent to the store: JSONCompactEachRow. */
export function formatEventLine(row: EventRow): string {
  return compose(row, quote, quoteAll)
}

/** The line of a row of whose texts none needs an escape, the name of the source aside. */
export function formatPlainEventLine(row: EventRow): string {
  return compose(row, enclose, encloseAll)
}

type Write<Value> = (value: Value) => string

// Spelled out, as it runs for every event: what JSON.stringify makes of the columns, in half the time.
function compose(row: EventRow, write: Write<string>, list: Write<readonly string[]>): string {
  const identity = `${write(row.person_key)},${write(row.date)},${quote(row.source)},${write(row.message_id)}`
  const act = `${write(row.event)},${write(row.occurred_at)},${write(row.received_at)},${row.skew_ms}`
  const record = `${write(row.object)},${write(row.record_id)},${write(row.account_id)}`
  const place = `${write(row.origin)},${write(row.app)},${write(row.task)}`
  const contactAt = row.contact_at === null ? 'null' : write(row.contact_at)
  const details = `${contactAt},${row.hits},${row.duration_ms},${write(row.note_hash)},${write(row.form)}`
  const changes = `${list(row.change_fields)},${list(row.change_from)},${list(row.change_to)}`
  const origin = `${row.schema_version},${row.import_seq},${row.line}`
  return `[${identity},${act},${record},${place},${details},${changes},${origin}]`
}

function quote(text: string): string {
  return unlikePlain.test(text) ? JSON.stringify(text) : `"${text}"`
}

function quoteAll(texts: readonly string[]): string {
  return texts.length === 0 ? '[]' : JSON.stringify(texts)
}

function enclose(text: string): string {
  return `"${text}"`
}

function encloseAll(texts: readonly string[]): string {
  return texts.length === 0 ? '[]' : `["${texts.join('","')}"]`
}
