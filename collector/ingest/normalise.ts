import type { Cells } from '../../schema/datasets/cell.ts'
import type { DeadLetter } from '../../schema/datasets/dead-letter-row.ts'
import { eventCells } from '../../schema/datasets/events.ts'
import { parseInstant } from '../../schema/datasets/instant-cell.ts'
import { isExact, keptProperties, readMessage, type WireMessage } from '../../schema/wire/message.ts'
import { isMessageType, type MessageType } from '../../schema/wire/message-type.ts'
import { formatInstant } from '../store/instant.ts'
import { buildEventRow, implausibleInstant } from './build-event-row.ts'
import { contentHashOf } from './content-hash.ts'
import { cutDeep } from './cut-deep.ts'
import { deadLetter, type Refusal } from './dead-letter.ts'
import { jsonCell } from './json-cell.ts'
import { messageCells } from './message-cells.ts'
import { messageFault } from './message-fault.ts'
import { refusalOf } from './refusal-of.ts'
import type { Arrival, RequestFacts } from './request-facts.ts'
import type { TakenEvent } from './sink.ts'
import { usualEvent } from './usual-event.ts'

/** What a message becomes. A profile (identify, group, alias) is taken and not stored: the roster says who people are. */
export type Normalised = ({ kind: 'event' } & TakenEvent) | { kind: 'dead'; letter: DeadLetter } | { kind: 'profile' }

/** Turns messages of one request into the rows that are stored; any input at all gets an answer. */
export type Normalise = (raw: unknown, index: number) => Normalised

const profile: Normalised = { kind: 'profile' }

/** Makes the function that normalises the messages of one request. */
export function createNormalise(arrival: Arrival, keyOf: (personId: string) => string): Normalise {
  const { source, envelope, isPlain, pathType, receivedAt } = arrival
  const sentAt = instantOf(envelope.sentAt)
  const receivedText = formatInstant(receivedAt)
  // Spelled out: a copy by spreading costs a hidden class a request, which lives until the whole heap is collected.
  const request: RequestFacts = { source, envelope, isPlain, pathType, receivedAt, receivedText, sentAt, keyOf }
  return (raw, index) => normalise(raw, index, request)
}

function normalise(raw: unknown, index: number, request: RequestFacts): Normalised {
  const fault = messageFault(raw)
  if (fault) return refuse(cutDeep(raw), index, request, fault, {})
  const usual = request.isPlain && usualEvent(raw, index, request)
  return usual || readThoroughly(raw, index, request)
}

function readThoroughly(raw: unknown, index: number, request: RequestFacts): Normalised {
  const message = readMessage(raw)
  if (typeof message === 'string') {
    return refuse(raw, index, request, { code: 'not_a_message', reason: message }, {})
  }
  const type = request.pathType === 'batch' ? message.type : request.pathType
  if (!isMessageType(type)) return refuse(raw, index, request, unknownType, {})
  if (type === 'identify' || type === 'group' || type === 'alias') return profile
  return normaliseEvent(raw, index, message, type, request)
}

const unknownType: Refusal = {
  code: 'unknown_type',
  reason: 'type: must be track, page, screen, identify, group or alias',
}

function normaliseEvent(
  raw: unknown,
  line: number,
  message: WireMessage,
  type: MessageType,
  request: RequestFacts,
): Normalised {
  const { source, receivedAt, receivedText, keyOf } = request
  const cells = messageCells(message, type, request)
  const inexact = inexactProperty(message)
  if (inexact !== undefined) return refuse(raw, line, request, inexact, cells)
  const event = eventCells.safeParse(cells)
  if (!event.success) return refuse(raw, line, request, refusalOf(event.error), cells)
  const implausible = implausibleInstant(event.data.occurred_at, receivedAt)
  if (implausible) return refuse(raw, line, request, implausible, cells)
  const personId = event.data.person_id
  const messageId = event.data.message_id || derivedId(raw, message, request)
  const arrival = { source, receivedAt: receivedText, skewMs: skewOf(message, request), importSeq: 0, line }
  const row = buildEventRow(event.data, messageId, keyOf(personId), arrival)
  return { kind: 'event', row, personId, isPlain: false }
}

function inexactProperty({ properties }: WireMessage): Refusal | undefined {
  for (const name of keptProperties) {
    const value = properties[name]
    if (typeof value !== 'number' || isExact(value)) continue
    return { code: `${name}_invalid`, reason: `${name}: is a number too large to be exact; send it as a text` }
  }
  return undefined
}

// Retries repeat the content and may change sentAt. Without any time of its own a message is known by content and day:
// the finest grain any measure has.
function derivedId(raw: unknown, { timestamp, originalTimestamp }: WireMessage, arrival: RequestFacts): string {
  const content = JSON.stringify(raw, (key, value: unknown) =>
    key === 'sentAt' || key === 'writeKey' ? undefined : value,
  )
  const ownTime = timestamp ?? originalTimestamp ?? arrival.envelope.timestamp
  const day = ownTime ? '' : Math.floor(arrival.receivedAt / 86_400_000)
  return `derived-${contentHashOf([content, day]).slice(0, 32)}`
}

function skewOf({ sentAt }: WireMessage, request: RequestFacts): number {
  const at = sentAt === undefined || sentAt === null ? request.sentAt : instantOf(sentAt)
  return at === undefined ? 0 : request.receivedAt - at
}

function instantOf(value: unknown): number | undefined {
  return parseInstant(jsonCell(value) ?? '')
}

function refuse(raw: unknown, line: number, request: RequestFacts, refusal: Refusal, cells: Cells): Normalised {
  const { source, receivedAt } = request
  const letter = deadLetter({
    ...refusal,
    source,
    dataset: 'events',
    messageId: cells.message_id ?? messageIdOf(raw),
    file: '',
    line,
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
