import { setImmediate as breathe } from 'node:timers/promises'
import { wireLimits } from '../../schema/wire/limits.ts'
import { cutDeep } from './cut-deep.ts'
import { notJson } from './json-bytes.ts'
import { splitBody } from './split-body.ts'
import { WireRefusal } from './wire-refusal.ts'

/** What stands around the messages of a batch and holds for each of them. */
export type Envelope = { writeKey: unknown; sentAt: unknown; timestamp: unknown; context: unknown }

/**
 * A parsed body: messages as they came, none of them looked at yet. Plain: no text in it needs an escape in JSON or holds
 * broken characters.
 */
export type WireBody = { envelope: Envelope; messages: unknown[]; isPlain: boolean }

/** Hands JSON to the parser; a seam, so that tests see how much it is given at once. */
export type ParseJson = (text: string) => unknown

/** Bodies up to this size are parsed at once: a millisecond, and at worst fifteen. */
export const atOnceBytesMax = 262_144

/** Parses a body: a batch, a list of messages, or one message alone. Others get their turn while a large one is parsed. */
export async function parseBody(bytes: Uint8Array, parse: ParseJson = parseJson): Promise<WireBody> {
  if (bytes.length <= atOnceBytesMax) {
    const text = textOf(bytes)
    return readBody(parse(text), isPlainJson(text))
  }
  const { around, pieces } = splitBody(bytes)
  const aroundText = textOf(around)
  let isPlain = isPlainJson(aroundText)
  const outer = parse(aroundText)
  if (!pieces) return readBody(outer, isPlain)
  const messages: unknown[] = []
  for (const piece of pieces) {
    await breathe()
    const text = textOf(piece)
    isPlain &&= isPlainJson(text)
    const some = parse(text)
    // Between the last comma of a list and its end stands a message; nothing is not JSON.
    if (!Array.isArray(some) || (some.length === 0 && messages.length > 0)) throw notJson()
    checkCount(messages.length + some.length)
    messages.push(...some)
  }
  return readBody(outer, isPlain, messages)
}

// What is in quotes is taken as it stands, so that without a backslash there is nothing that JSON would escape.
function isPlainJson(text: string): boolean {
  return !text.includes('\\') && !text.includes('\ufffd')
}

function readBody(body: unknown, isPlain: boolean, pieces?: unknown[]): WireBody {
  if (Array.isArray(body)) return limited(noEnvelope, pieces ?? body, isPlain)
  if (typeof body !== 'object' || body === null) {
    throw new WireRefusal(400, 'not_an_object', 'The body must be a JSON object with batch, or one message.')
  }
  const { batch, writeKey, sentAt, timestamp, context }: Partial<Envelope> & { batch?: unknown } = body
  if (batch === undefined) return { envelope: { ...noEnvelope, writeKey }, messages: [body], isPlain }
  if (!Array.isArray(batch)) throw new WireRefusal(400, 'not_a_batch', 'batch must be a list of messages.')
  const envelope = { writeKey, sentAt: cutDeep(sentAt), timestamp: cutDeep(timestamp), context }
  return limited(envelope, pieces ?? batch, isPlain)
}

const noEnvelope: Envelope = { writeKey: undefined, sentAt: undefined, timestamp: undefined, context: undefined }

function limited(envelope: Envelope, messages: unknown[], isPlain: boolean): WireBody {
  checkCount(messages.length)
  return { envelope, messages, isPlain }
}

function checkCount(messages: number): void {
  if (messages <= wireLimits.batchMessagesMax) return
  const message = `A batch may hold ${wireLimits.batchMessagesMax} messages; this one holds more.`
  throw new WireRefusal(413, 'too_many_messages', message)
}

// Broken UTF-8 becomes U+FFFD, so that it spoils only the message it stands in.
const utf8 = new TextDecoder()

function textOf(bytes: Uint8Array): string {
  return utf8.decode(bytes)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw notJson()
  }
}
