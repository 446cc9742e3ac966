import { wireLimits } from '../../schema/wire/limits.ts'
import { blankDeepJson } from './blank-deep-json.ts'
import { WireRefusal } from './wire-refusal.ts'

/** What stands around the messages of a batch and holds for each of them. */
export type Envelope = { writeKey: unknown; sentAt: unknown; timestamp: unknown; context: unknown }

/** A parsed body: messages as they came, none of them looked at yet. */
export type WireBody = { envelope: Envelope; messages: unknown[] }

/** Parses a body: a batch, a list of messages, or one message alone. */
export function parseBody(bytes: Uint8Array): WireBody {
  blankDeepJson(bytes)
  const body = parseJson(bytes)
  if (Array.isArray(body)) return limited({ envelope: noEnvelope, messages: body })
  if (typeof body !== 'object' || body === null) {
    throw new WireRefusal(400, 'not_an_object', 'The body must be a JSON object with batch, or one message.')
  }
  const { batch, writeKey, sentAt, timestamp, context }: Partial<Envelope> & { batch?: unknown } = body
  if (batch === undefined) return { envelope: { ...noEnvelope, writeKey }, messages: [body] }
  if (!Array.isArray(batch)) throw new WireRefusal(400, 'not_a_batch', 'batch must be a list of messages.')
  return limited({ envelope: { writeKey, sentAt, timestamp, context }, messages: batch })
}

const noEnvelope: Envelope = { writeKey: undefined, sentAt: undefined, timestamp: undefined, context: undefined }

function limited(body: WireBody): WireBody {
  if (body.messages.length <= wireLimits.batchMessagesMax) return body
  const message = `A batch may hold ${wireLimits.batchMessagesMax} messages; this one holds ${body.messages.length}.`
  throw new WireRefusal(413, 'too_many_messages', message)
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    // Broken UTF-8 becomes U+FFFD, so that it spoils only the message it stands in.
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw new WireRefusal(400, 'not_json', 'The body is not JSON.')
  }
}
