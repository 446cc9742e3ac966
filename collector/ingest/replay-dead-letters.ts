import { z } from 'zod'
import type { Cells } from '../../schema/datasets/cell.ts'
import type { EventRow } from '../../schema/datasets/event-row.ts'
import { eventCells } from '../../schema/datasets/events.ts'
import type { PersonKeys } from '../access/person-key.ts'
import { Problem } from '../problem.ts'
import { formatInstant, parseStoredInstant } from '../store/instant.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'
import { buildEventRow, implausibleInstant } from './build-event-row.ts'
import { fieldCharsMax, type Refusal } from './dead-letter.ts'
import { discardDeadLetters } from './discard-dead-letters.ts'
import { derivedEventId } from './load-events.ts'
import { refusalOf } from './refusal-of.ts'
import type { Sink } from './sink.ts'

export type ReplayDeps = { store: Store; personKeys: PersonKeys; sink: Sink; now?: () => number }

/** Values that take the place of the kept ones, by field. */
export type Repair = Record<string, string>

/** What became of dead letters that were tried again. */
export type Replayed = { replayed: number; still_dead: { dead_id: string; reason: string }[] }

const keptLetter = z.object({
  dead_id: z.string(),
  received_at: z.string(),
  source: z.string(),
  dataset: z.string(),
  message_id: z.string(),
  file: z.string(),
  line: z.number(),
  fields: z.string(),
  import_seq: z.coerce.number(),
})

type KeptLetter = z.infer<typeof keptLetter>

const kept = `
SELECT dead_id, toString(dead_letters.received_at) AS received_at, source, dataset, message_id, file, line, fields, import_seq
FROM dead_letters FINAL
WHERE discarded_at IS NULL AND (empty({ids:Array(String)}) OR has({ids:Array(String)}, dead_id))
ORDER BY dead_letters.received_at, line, dead_id`

const fieldCells = z.record(z.string(), z.string())
const batchMax = 1_000

/** Tries dead letters of events again, with values repaired; what is an event now is stored and its letter discarded. */
export async function replayDeadLetters(deps: ReplayDeps, ids: readonly string[], repair: Repair): Promise<Replayed> {
  if (ids.length === 0 && Object.keys(repair).length > 0) throw new Problem(400, 'repair_needs_ids', ...repairNeedsIds)
  const letters = await queryRows(deps.store.writer, kept, { ids }, keptLetter)
  if (ids.length > 0 && letters.some(({ dataset }) => dataset !== 'events')) {
    throw new Problem(409, 'not_replayable', 'Only events can be tried again by themselves', reimport)
  }
  const found = new Set(letters.map((letter) => letter.dead_id))
  const unknown = ids
    .filter((id) => !found.has(id))
    .map((id) => ({ dead_id: id, reason: 'there is no such dead letter' }))
  const answer: Replayed = { replayed: 0, still_dead: unknown }
  for (let at = 0; at < letters.length; at += batchMax) {
    const { replayed, still_dead } = await replayBatch(deps, letters.slice(at, at + batchMax), repair)
    answer.replayed += replayed
    answer.still_dead.push(...still_dead)
  }
  return answer
}

const repairNeedsIds = [
  'A repair is for letters that are named',
  'Name the dead letters that the values are for.',
] as const
const reimport = 'Correct the row in its file and re-import the file: rows that were stored before are recognised.'

async function replayBatch(
  { store, personKeys, sink, now = Date.now }: ReplayDeps,
  letters: readonly KeptLetter[],
  repair: Repair,
): Promise<Replayed> {
  const answer: Replayed = { replayed: 0, still_dead: [] }
  const bySource = new Map<string, Revived[]>()
  for (const letter of letters) {
    const revived = revive(letter, repair, { now: now(), keyOf: personKeys.keyOf })
    if ('reason' in revived) answer.still_dead.push({ dead_id: letter.dead_id, reason: revived.reason })
    else bySource.set(letter.source, [...(bySource.get(letter.source) ?? []), revived])
  }
  for (const [source, events] of bySource) {
    const personIds = new Set(events.map(({ personId }) => personId))
    await sink.append({ source, events: events.map(({ row }) => row), deadLetters: [], personIds })
    // After the events are stored: a letter that is tried twice gives the same event, and that is recognised.
    await discardDeadLetters(
      store,
      events.map(({ deadId }) => deadId),
    )
    answer.replayed += events.length
  }
  return answer
}

type Revived = { deadId: string; row: EventRow; personId: string }

function revive(
  letter: KeptLetter,
  repair: Repair,
  { now, keyOf }: { now: number; keyOf(personId: string): string },
): Revived | Pick<Refusal, 'reason'> {
  if (letter.dataset !== 'events') return { reason: reimport }
  const cells: Cells = { ...fieldCells.parse(JSON.parse(letter.fields || '{}')), ...repair }
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
    receivedAt: formatInstant(parseStoredInstant(letter.received_at)),
    skewMs: 0,
    importSeq: letter.import_seq,
    line: letter.line,
  })
  return { deadId: letter.dead_id, row, personId: event.data.person_id }
}
