import { z } from 'zod'
import type { Cells } from '../../schema/datasets/cell.ts'
import type { EventRow } from '../../schema/datasets/event-row.ts'
import { eventCells } from '../../schema/datasets/events.ts'
import { formatInstant } from '../store/instant.ts'
import { buildEventRow, implausibleInstant } from './build-event-row.ts'
import { fieldCharsMax } from './dead-letter.ts'
import { derivedEventId } from './load-events.ts'
import { refusalOf } from './refusal-of.ts'

/** Values that take the place of the kept ones, by field. */
export type Repair = Record<string, string>

/** A dead letter as it is tried again. */
export const keptLetter = z.object({
  dead_id: z.string(),
  received_ms: z.coerce.number(),
  source: z.string(),
  dataset: z.string(),
  message_id: z.string(),
  file: z.string(),
  line: z.number(),
  fields: z.string(),
  import_seq: z.coerce.number(),
})

/** A dead letter as it is tried again. */
export type KeptLetter = z.infer<typeof keptLetter>

/** The event that a dead letter is now. */
export type Revived = { letter: KeptLetter; row: EventRow; personId: string }

/** What rows of other datasets are told. */
export const reimport =
  'Correct the row in its file and re-import the file: rows that were stored before are recognised.'

const fieldCells = z.record(z.string(), z.string())

/** Makes the event of a dead letter and values set right, or says why it is none. */
export function reviveDeadLetter(
  letter: KeptLetter,
  repair: Repair,
  { now, keyOf }: { now: number; keyOf(personId: string): string },
): Revived | { reason: string } {
  if (letter.dataset !== 'events') return { reason: reimport }
  const cells: Cells = { ...readKeptFields(letter.fields), ...repair }
  const cut = Object.keys(cells).find((field) => !(field in repair) && cells[field]?.length === fieldCharsMax)
  if (cut !== undefined) return { reason: `${cut}: only its beginning was kept; give its value anew` }
  const event = eventCells.safeParse(cells)
  if (!event.success) return refusalOf(event.error)
  const implausible = implausibleInstant(event.data.occurred_at, now)
  if (implausible) return implausible
  // A row of a file keeps the id that its file, corrected, would give it.
  const derived = letter.file === '' ? letter.message_id || `dead-${letter.dead_id}` : derivedEventId(cells)
  const row = buildEventRow(event.data, event.data.message_id || derived, keyOf(event.data.person_id), {
    source: letter.source,
    receivedAt: formatInstant(letter.received_ms),
    skewMs: 0,
    importSeq: letter.import_seq,
    line: letter.line,
  })
  return { letter, row, personId: event.data.person_id }
}

/** The fields that were kept of a dead letter. */
export function readKeptFields(fields: string): Record<string, string> {
  return fieldCells.parse(JSON.parse(fields || '{}'))
}
