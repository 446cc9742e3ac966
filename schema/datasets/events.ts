import { z } from 'zod'
import { countCell, requiredCell, textCell } from './cell.ts'
import { changesCell } from './changes-cell.ts'
import { instantCell, requiredInstantCell } from './instant-cell.ts'

const columns = {
  message_id: textCell.describe('identity within the source; blank is derived from the content'),
  person_id: requiredCell.describe('who acted'),
  event: requiredCell.describe('name of the action as the catalogue spells it'),
  occurred_at: requiredInstantCell.describe('instant of the act in the CRM'),
  object: textCell.describe('kind of record acted on'),
  record_id: textCell.describe('record acted on'),
  account_id: textCell.describe('account acted on'),
  origin: textCell
    .transform((origin) => (origin === '' ? 'web' : origin))
    .describe('web, mobile, mail_plugin, import, api, automation, auto_capture or agent; blank is web'),
  app: textCell.describe('application it came from'),
  task: textCell.describe('task, where the sender knows better than the catalogue'),
  contact_at: instantCell.describe('instant of the customer contact it is about'),
  hits: countCell.describe('results of a search'),
  duration_ms: countCell.describe('time spent on the action, in milliseconds'),
  note_hash: textCell.describe('hash of a note; a text is hashed before it is stored'),
  form: textCell.describe('form used'),
  changes: changesCell.describe('field states changed, a JSON list of {field, from, to}'),
}

/** Names of the columns of events. */
export const eventsColumns = Object.keys(columns)

/** One action of a person, from a file or from the wire. */
export const eventCells = z.object(columns)

/** One action of a person, from a file or from the wire. */
export type EventCells = z.infer<typeof eventCells>
