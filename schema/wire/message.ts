type Json = Readonly<Record<string, unknown>>
type Text = string | null | undefined
type IdOrInstant = string | number | null | undefined

/** One message of the Segment wire: only what is read; everything else in it is dropped. */
export type WireMessage = {
  /** track, identify, group, page, screen or alias */
  type: Text
  /** who acted */
  userId: IdOrInstant
  /** who acted, where no userId is known */
  anonymousId: IdOrInstant
  /** name of the action of a track */
  event: Text
  /** identity of the message, the same on every retry */
  messageId: IdOrInstant
  /** instant of the act */
  timestamp: IdOrInstant
  /** instant of the act as the device said */
  originalTimestamp: IdOrInstant
  /** instant the sender sent it by its own clock */
  sentAt: IdOrInstant
  /** what the action was about; an allow-list is kept */
  properties: Json
  /** app.name tells the CRM from a legacy system */
  context: Json
}

/** Properties that are kept, each a column of the events; the values of all others are dropped. */
export const keptProperties = [
  'object',
  'record_id',
  'account_id',
  'origin',
  'task',
  'changes',
  'note_hash',
  'contact_at',
  'hits',
  'duration_ms',
  'form',
] as const

const nothing: Json = {}

/** Reads a message, or says in words what keeps it from being one. Plain checks: this runs for every event. */
export function readMessage(raw: unknown): WireMessage | string {
  if (!isObject(raw)) return 'must be a JSON object'
  const { type, userId, anonymousId, event, messageId, timestamp, originalTimestamp, sentAt } = raw
  if (!isText(type)) return `type: ${textWanted}`
  if (!isIdOrInstant(userId)) return `userId: ${idOrInstantWanted}`
  if (!isIdOrInstant(anonymousId)) return `anonymousId: ${idOrInstantWanted}`
  if (!isText(event)) return `event: ${textWanted}`
  if (!isIdOrInstant(messageId)) return `messageId: ${idOrInstantWanted}`
  if (!isIdOrInstant(timestamp)) return `timestamp: ${idOrInstantWanted}`
  if (!isIdOrInstant(originalTimestamp)) return `originalTimestamp: ${idOrInstantWanted}`
  if (!isIdOrInstant(sentAt)) return `sentAt: ${idOrInstantWanted}`
  // SDKs and their plugins put anything into these; what is of no use is treated as absent.
  const properties = isObject(raw.properties) ? raw.properties : nothing
  const context = isObject(raw.context) ? raw.context : nothing
  return { type, userId, anonymousId, event, messageId, timestamp, originalTimestamp, sentAt, properties, context }
}

const textWanted = 'must be a text'
const idOrInstantWanted = `must be a text, or a number up to ${Number.MAX_SAFE_INTEGER}`

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown): value is Text {
  return value === undefined || value === null || typeof value === 'string'
}

function isIdOrInstant(value: unknown): value is IdOrInstant {
  return typeof value === 'number' ? isExact(value) : isText(value)
}

/** Tells whether a number is the one that was sent: beyond 2^53 two ids would become one. */
export function isExact(value: number): boolean {
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER
}
