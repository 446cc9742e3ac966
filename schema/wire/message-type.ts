/** Kinds of message of the Segment wire. */
export const messageTypes = ['track', 'identify', 'group', 'page', 'screen', 'alias'] as const

/** Kind of a message. */
export type MessageType = (typeof messageTypes)[number]

const known: ReadonlySet<unknown> = new Set(messageTypes)

/** Tells whether a value names a kind of message. */
export function isMessageType(value: unknown): value is MessageType {
  return known.has(value)
}

/** What the last part of an address means; `batch` carries the type in each message. */
export const pathTypes: ReadonlyMap<string, MessageType | 'batch'> = new Map([
  ['track', 'track'],
  ['t', 'track'],
  ['identify', 'identify'],
  ['i', 'identify'],
  ['group', 'group'],
  ['g', 'group'],
  ['page', 'page'],
  ['p', 'page'],
  ['screen', 'screen'],
  ['s', 'screen'],
  ['alias', 'alias'],
  ['a', 'alias'],
  ['batch', 'batch'],
  ['b', 'batch'],
  ['import', 'batch'],
])
