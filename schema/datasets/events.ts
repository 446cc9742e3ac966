import { type Cell, type Refuse, readCount, readRequired, readText } from './cell.ts'
import { readChanges } from './changes-cell.ts'
import { readInstant, readRequiredInstant } from './instant-cell.ts'
import { column, rowReader } from './row-reader.ts'

const columns = {
  message_id: column(readText, 'identity within the source; blank is derived from the content'),
  person_id: column(readRequired, 'who acted'),
  event: column(readRequired, 'name of the action as the catalogue spells it'),
  occurred_at: column(readRequiredInstant, 'instant of the act in the CRM'),
  object: column(readText, 'kind of record acted on'),
  record_id: column(readText, 'record acted on'),
  account_id: column(readText, 'account acted on'),
  origin: column(readOrigin, 'web, mobile, mail_plugin, import, api, automation, auto_capture or agent; blank is web'),
  app: column(readText, 'application it came from'),
  task: column(readText, 'task, where the sender knows better than the catalogue'),
  contact_at: column(readInstant, 'instant of the customer contact it is about'),
  hits: column(readCount, 'results of a search'),
  duration_ms: column(readCount, 'time spent on the action, in milliseconds'),
  note_hash: column(readText, 'hash of a note; a text is hashed before it is stored'),
  form: column(readText, 'form used'),
  changes: column(readChanges, 'field states changed, a JSON list of {field, from, to}'),
}

/** Names of the columns of events. */
export const eventsColumns = Object.keys(columns)

/** One action of a person, from a file or from the wire. */
export const eventCells = rowReader(columns)

/** One action of a person, from a file or from the wire. */
export type EventCells = { [Name in keyof typeof columns]: ReturnType<(typeof columns)[Name]['read']> }

function readOrigin(cell: Cell, refuse: Refuse): string {
  return readText(cell, refuse) || 'web'
}
