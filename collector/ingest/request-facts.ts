import type { MessageType } from '../../schema/wire/message-type.ts'
import type { Envelope } from './parse-body.ts'

/** How the messages of a request came: by which feed, in which body, when. */
export type Arrival = {
  source: string
  envelope: Envelope
  /** No text of the body needs an escape in JSON or holds broken characters. */
  isPlain: boolean
  /** Type that the address named; `batch` leaves it to the message. */
  pathType: MessageType | 'batch'
  receivedAt: number
}

/** What is the same for all messages of a request, made once. */
export type RequestFacts = Arrival & {
  /** As the store reads instants. */
  receivedText: string
  /** Epoch milliseconds the sender gave the whole request. */
  sentAt: number | undefined
  keyOf(personId: string): string
}
