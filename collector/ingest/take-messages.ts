import { setImmediate as breathe } from 'node:timers/promises'
import type { DeadLetter } from '../../schema/datasets/dead-letter-row.ts'
import type { WireAccepted } from '../../schema/wire/answer.ts'
import type { MessageType } from '../../schema/wire/message-type.ts'
import { createNormalise } from './normalise.ts'
import { atOnceBytesMax, type WireBody } from './parse-body.ts'
import type { Sink, SinkBatch, TakenEvent } from './sink.ts'

// Of a large body others get their turn between slices, and of any body after each dead letter: only what broke a limit
// can be large. A usual batch is done at one go, as every turn it waits keeps what was parsed alive.
const sliceMessages = 64

/** How messages came: by which feed, to which address, in how many bytes, when. */
export type Taking = { source: string; pathType: MessageType | 'batch'; bytes: number; receivedAt: number }

/** What is on its way to the disk; `answer` resolves when it is there. */
export type OnItsWay = { answer: Promise<WireAccepted> }

/**
 * Makes rows and dead letters of the messages and hands them to the sink. Resolves before they are on disk: a function
 * that waits keeps alive all that it was given, and collecting that garbage costs a fifth of the time.
 */
export async function takeMessages(
  body: WireBody,
  taking: Taking,
  { sink, keyOf }: { sink: Sink; keyOf: (personId: string) => string },
): Promise<OnItsWay> {
  const batch = await normaliseAll(body, taking, keyOf)
  const events = batch.events.length
  const errors = batch.deadLetters.map(({ line, message_id, code }) => ({ index: line, message_id, code }))
  const appended = events + errors.length > 0 ? sink.append(batch) : noDuplicates
  const accepted = body.messages.length
  return { answer: answerWhenKept(appended, { accepted, profiles: accepted - events - errors.length, errors }) }
}

const noDuplicates = Promise.resolve({ duplicates: 0 })

async function answerWhenKept(
  appended: Promise<{ duplicates: number }>,
  { accepted, profiles, errors }: Pick<WireAccepted, 'accepted' | 'profiles' | 'errors'>,
): Promise<WireAccepted> {
  const { duplicates } = await appended
  return { success: true, accepted, duplicates, dead_lettered: errors.length, profiles, errors }
}

async function normaliseAll(
  { messages, envelope, isPlain }: WireBody,
  { source, pathType, bytes, receivedAt }: Taking,
  keyOf: (personId: string) => string,
): Promise<SinkBatch> {
  const events: TakenEvent[] = []
  const deadLetters: DeadLetter[] = []
  const normalise = createNormalise({ source, envelope, isPlain, pathType, receivedAt }, keyOf)
  const slice = bytes > atOnceBytesMax ? sliceMessages : Number.POSITIVE_INFINITY
  for (const [index, message] of messages.entries()) {
    const result = normalise(message, index)
    if (result.kind === 'dead') deadLetters.push(result.letter)
    if (result.kind === 'dead' || index % slice === slice - 1) await breathe()
    if (result.kind === 'event') events.push(result)
  }
  return { source, events, deadLetters }
}
