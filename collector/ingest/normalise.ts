import type { Cells } from '../../schema/datasets/cell.ts'
import type { DeadLetter } from '../../schema/datasets/dead-letter-row.ts'
import type { EventRow } from '../../schema/datasets/event-row.ts'
import { eventCells } from '../../schema/datasets/events.ts'
import { parseInstant } from '../../schema/datasets/instant-cell.ts'
import { type WireMessage, wireMessage } from '../../schema/wire/message.ts'
import { type MessageType, messageType } from '../../schema/wire/message-type.ts'
import { formatInstant } from '../store/instant.ts'
import { buildEventRow, implausibleInstant } from './build-event-row.ts'
import { contentHashOf } from './content-hash.ts'
import { deadLetter, type Refusal } from './dead-letter.ts'
import { jsonCell } from './json-cell.ts'
import { messageCells } from './message-cells.ts'
import { messageFault } from './message-fault.ts'
import type { Envelope } from './parse-body.ts'
import { refusalOf } from './refusal-of.ts'

/** How a message came: by which feed, in which body, when. */
export type Arrival = {
  source: string
  envelope: Envelope
  /** Type that the address named; `batch` leaves it to the message. */
  pathType: MessageType | 'batch'
  index: number
  receivedAt: number
}

/** What a message becomes. A profile (identify, group, alias) is taken and not stored: the roster says who people are. */
export type Normalised =
  | { kind: 'event'; row: EventRow; personId: string }
  | { kind: 'dead'; letter: DeadLetter }
  | { kind: 'profile' }

/** Turns one message of the wire into the row that is stored; any input at all gets an answer. */
export function normalise(raw: unknown, arrival: Arrival, keyOf: (personId: string) => string): Normalised {
  const fault = messageFault(raw)
  if (fault) return refuse(raw, arrival, fault, {})
  const parsed = wireMessage.safeParse(raw)
  if (!parsed.success) return refuse(raw, arrival, { ...refusalOf(parsed.error), code: 'not_a_message' }, {})
  const message = parsed.data
  const type = messageType.safeParse(arrival.pathType === 'batch' ? message.type : arrival.pathType)
  if (!type.success) {
    return refuse(
      raw,
      arrival,
      { code: 'unknown_type', reason: 'type: must be track, page, screen, identify, group or alias' },
      {},
    )
  }
  if (type.data === 'identify' || type.data === 'group' || type.data === 'alias') return { kind: 'profile' }
  return normaliseEvent(raw, message, type.data, arrival, keyOf)
}

function normaliseEvent(
  raw: unknown,
  message: WireMessage,
  type: MessageType,
  arrival: Arrival,
  keyOf: (personId: string) => string,
): Normalised {
  const { source, receivedAt, index } = arrival
  const cells = messageCells(message, type, arrival)
  const event = eventCells.safeParse(cells)
  if (!event.success) return refuse(raw, arrival, refusalOf(event.error), cells)
  const implausible = implausibleInstant(event.data.occurred_at, receivedAt)
  if (implausible) return refuse(raw, arrival, implausible, cells)
  const messageId = event.data.message_id || derivedId(raw, message, arrival)
  const skewMs = skewOf(message, arrival)
  const row = buildEventRow(event.data, messageId, keyOf(event.data.person_id), {
    source,
    receivedAt: formatInstant(receivedAt),
    skewMs,
    importSeq: 0,
    line: index,
  })
  return { kind: 'event', row, personId: event.data.person_id }
}

// Retries repeat the content and may change sentAt. Without any time of its own a message is known by content and day:
// the finest grain any measure has.
function derivedId(raw: unknown, { timestamp, originalTimestamp }: WireMessage, arrival: Arrival): string {
  const content = JSON.stringify(raw, (key, value: unknown) =>
    key === 'sentAt' || key === 'writeKey' ? undefined : value,
  )
  const ownTime = timestamp ?? originalTimestamp ?? arrival.envelope.timestamp
  const day = ownTime ? '' : Math.floor(arrival.receivedAt / 86_400_000)
  return `derived-${contentHashOf([content, day]).slice(0, 32)}`
}

function skewOf(message: WireMessage, { envelope, receivedAt }: Arrival): number {
  const sentAt = parseInstant(jsonCell(message.sentAt ?? envelope.sentAt) ?? '')
  return sentAt === undefined ? 0 : receivedAt - sentAt
}

function refuse(raw: unknown, arrival: Arrival, refusal: Refusal, cells: Cells): Normalised {
  const { source, index, receivedAt } = arrival
  const letter = deadLetter({
    ...refusal,
    source,
    dataset: 'events',
    messageId: cells.message_id ?? messageIdOf(raw),
    file: '',
    line: index,
    fields: cells,
    whole: JSON.stringify(raw) ?? '',
    importSeq: 0,
    receivedAt,
  })
  return { kind: 'dead', letter }
}

function messageIdOf(raw: unknown): string {
  if (typeof raw !== 'object' || raw === null || !('messageId' in raw)) return ''
  return typeof raw.messageId === 'string' ? raw.messageId : ''
}
