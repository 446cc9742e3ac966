import { setImmediate as breathe } from 'node:timers/promises'
import type { DeadLetter } from '../../schema/datasets/dead-letter-row.ts'
import type { EventRow } from '../../schema/datasets/event-row.ts'
import type { WireAccepted } from '../../schema/wire/answer.ts'
import type { MessageType } from '../../schema/wire/message-type.ts'
import { createNormalise } from './normalise.ts'
import type { WireBody } from './parse-body.ts'
import type { Sink } from './sink.ts'

// Between slices other requests get their turn, and after each dead letter: only what broke a limit can be large.
const sliceMessages = 64

/** How messages came: by which feed, to which address, when. */
export type Taking = { source: string; pathType: MessageType | 'batch'; receivedAt: number }

/** Makes rows and dead letters of the messages; resolves when all of them are on disk. */
export async function takeMessages(
  { messages, envelope }: WireBody,
  { source, pathType, receivedAt }: Taking,
  { sink, keyOf }: { sink: Sink; keyOf: (personId: string) => string },
): Promise<WireAccepted> {
  const events: EventRow[] = []
  const deadLetters: DeadLetter[] = []
  const personIds = new Set<string>()
  const normalise = createNormalise({ source, envelope, pathType, receivedAt }, keyOf)
  for (const [index, message] of messages.entries()) {
    const result = normalise(message, index)
    if (result.kind === 'dead') deadLetters.push(result.letter)
    if (result.kind === 'dead' || index % sliceMessages === sliceMessages - 1) await breathe()
    if (result.kind !== 'event') continue
    events.push(result.row)
    personIds.add(result.personId)
  }
  const stores = events.length > 0 || deadLetters.length > 0
  const { duplicates } = stores ? await sink.append({ source, events, deadLetters, personIds }) : { duplicates: 0 }
  return {
    success: true,
    accepted: messages.length,
    duplicates,
    dead_lettered: deadLetters.length,
    profiles: messages.length - events.length - deadLetters.length,
    errors: deadLetters.map(({ line, message_id, code }) => ({ index: line, message_id, code })),
  }
}
