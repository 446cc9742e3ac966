import { type Changes, stateOf } from '../../schema/datasets/changes-cell.ts'
import { eventSchemaVersion } from '../../schema/datasets/event-row.ts'
import { isStorable } from '../../schema/datasets/instant-cell.ts'
import { parseIsoInstant } from '../../schema/datasets/iso-instant.ts'
import { formatDate, formatInstant } from '../store/instant.ts'
import { hashedNote, implausibleInstant } from './build-event-row.ts'
import { appOf } from './message-cells.ts'
import type { RequestFacts } from './request-facts.ts'
import type { TakenEvent } from './sink.ts'

/** An event whose line needs no escapes. */
export type UsualEvent = { kind: 'event' } & TakenEvent

type Json = Readonly<Record<string, unknown>>

const nothing: Json = {}
const countMax = 4_294_967_295
// Far below the limit of a cell, so that it need not be measured.
const changesMax = 8
const fieldCharsMax = 256

/**
 * The row of an action in the form that SDKs give it, within all limits and with plain texts. Undefined is no verdict: the
 * message is then read cell by cell. Where this way has a row it is the one that way has, at a third of its cost, as
 * nothing is put into cells and read out of them again.
 */
export function usualEvent(raw: unknown, line: number, request: RequestFacts): UsualEvent | undefined {
  if (!isJson(raw) || !isTrack(raw.type, request.pathType)) return undefined
  const { userId, anonymousId, event, messageId, timestamp, originalTimestamp, sentAt, properties = nothing } = raw
  if (!isUsual(userId) || !isUsual(event) || !isUsual(messageId) || !isJson(properties)) return undefined
  if (!isTextOrAbsent(anonymousId) || !isTextOrAbsent(originalTimestamp)) return undefined
  const { receivedAt } = request
  const occurredAt = instantOf(timestamp)
  const sent = sentAt === undefined ? (request.sentAt ?? receivedAt) : instantOf(sentAt)
  if (occurredAt === undefined || sent === undefined || implausibleInstant(occurredAt, receivedAt)) return undefined
  const object = textOf(properties.object)
  const recordId = textOf(properties.record_id)
  const accountId = textOf(properties.account_id)
  const origin = textOf(properties.origin)
  const app = textOf(appOf(raw.context, request.envelope.context))
  const task = textOf(properties.task)
  const form = textOf(properties.form)
  const note = textOf(properties.note_hash)
  const isFull = object !== undefined && recordId !== undefined && accountId !== undefined && origin !== undefined
  if (!isFull || app === undefined || task === undefined || form === undefined || note === undefined) return undefined
  const contactAt = contactOf(properties.contact_at)
  const hits = countOf(properties.hits)
  const durationMs = countOf(properties.duration_ms)
  const changes = changesOf(properties.changes)
  if (contactAt === undefined || hits === undefined || durationMs === undefined || !changes) return undefined
  const row = {
    person_key: request.keyOf(userId),
    date: formatDate(occurredAt),
    source: request.source,
    message_id: messageId,
    event,
    occurred_at: formatInstant(occurredAt),
    received_at: request.receivedText,
    skew_ms: receivedAt - sent,
    object,
    record_id: recordId,
    account_id: accountId,
    origin: origin || 'web',
    app,
    task,
    contact_at: contactAt,
    hits,
    duration_ms: durationMs,
    note_hash: note && hashedNote(note),
    form,
    change_fields: changes.fields,
    change_from: changes.from,
    change_to: changes.to,
    schema_version: eventSchemaVersion,
    import_seq: 0,
    line,
  }
  return { kind: 'event', row, personId: userId, isPlain: true }
}

function isTrack(type: unknown, pathType: RequestFacts['pathType']): boolean {
  return pathType === 'batch' ? type === 'track' : pathType === 'track' && isTextOrAbsent(type)
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A text with nothing to trim. */
function isUsual(value: unknown): value is string {
  return typeof value === 'string' && isSolid(value.charCodeAt(0)) && isSolid(value.charCodeAt(value.length - 1))
}

// Blanks beyond ASCII are left to the thorough way with all that is beyond ASCII; of an empty text the code is none.
function isSolid(code: number): boolean {
  return code > 0x20 && code < 0x7f
}

function isTextOrAbsent(value: unknown): boolean {
  return value === undefined || typeof value === 'string'
}

/** Empty when absent, undefined when not usual. */
function textOf(value: unknown): string | undefined {
  if (value === undefined || value === '') return ''
  return isUsual(value) ? value : undefined
}

function instantOf(value: unknown): number | undefined {
  return typeof value === 'string' ? parseIsoInstant(value) : undefined
}

/** Null when absent, undefined when not usual. */
function contactOf(value: unknown): string | null | undefined {
  if (value === undefined) return null
  const at = instantOf(value)
  // What the store cannot hold is refused by the thorough way.
  return at === undefined || !isStorable(at) ? undefined : formatInstant(at)
}

/** Null when absent, undefined when not usual. */
function countOf(value: unknown): number | null | undefined {
  if (value === undefined) return null
  if (typeof value !== 'number' || !Number.isInteger(value)) return undefined
  return value >= 0 && value <= countMax ? value : undefined
}

const noChanges: Changes = { fields: [], from: [], to: [] }

function changesOf(value: unknown): Changes | undefined {
  if (value === undefined) return noChanges
  if (!Array.isArray(value) || value.length > changesMax) return undefined
  const changes: Changes = { fields: [], from: [], to: [] }
  for (const change of value) {
    if (!isJson(change)) return undefined
    const { field, from, to } = change
    if (!isUsual(field) || field.length > fieldCharsMax || !isState(from) || !isState(to)) return undefined
    // A further member might be of any size.
    if (countMembers(change) > 3) return undefined
    changes.fields.push(field)
    changes.from.push(stateOf(from))
    changes.to.push(stateOf(to))
  }
  return changes
}

function isState(value: unknown): boolean {
  return typeof value === 'string' && value.length <= fieldCharsMax
}

function countMembers(change: Json): number {
  let count = 0
  for (const _ in change) count += 1
  return count
}
