import { z } from 'zod'

/** Kinds of message of the Segment wire. */
export const messageType = z.enum(['track', 'identify', 'group', 'page', 'screen', 'alias'])

/** Kind of a message. */
export type MessageType = z.infer<typeof messageType>

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
