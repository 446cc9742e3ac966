import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import type { WireAccepted } from '../../schema/wire/answer.ts'
import type { MessageType } from '../../schema/wire/message-type.ts'
import { faultFacts } from '../fault-facts.ts'
import type { ByteBudget } from './byte-budget.ts'
import type { DailyQuota } from './daily-quota.ts'
import { findWriteKey } from './find-write-key.ts'
import type { Inflate } from './inflate-body.ts'
import { parseBody } from './parse-body.ts'
import { type Body, readBody, SenderLeft } from './read-body.ts'
import { refusalOfError } from './refusal-of-error.ts'
import type { Sink } from './sink.ts'
import { SpoolRefusal } from './spool/spool.ts'
import { type OnItsWay, takeMessages } from './take-messages.ts'
import { rateOf, type TokenBucket } from './token-bucket.ts'
import { answerJson } from './wire-answer.ts'
import type { WireFacts } from './wire-facts.ts'
import { notNow, WireRefusal } from './wire-refusal.ts'
import type { WriteKey, WriteKeys } from './write-keys.ts'

/** What requests that bring messages share. */
export type MessageDeps = {
  writeKeys: WriteKeys
  sink: Sink
  personKeys: { keyOf(personId: string): string }
  log: Logger
  accepting: () => boolean
  answered: (facts: WireFacts) => void
  now: () => number
  budget: ByteBudget
  inflate: Inflate
  bucket: TokenBucket
  quota: DailyQuota
}

type Notes = {
  beganMs: number
  key: WriteKey | undefined
  bytes: number
  /** Events counted for the day's bound that are not on disk yet. */
  admitted: number
}

/** Takes the messages of one request and answers it; never throws. */
export async function answerMessages(
  request: IncomingMessage,
  response: ServerResponse,
  pathType: MessageType | 'batch',
  deps: MessageDeps,
): Promise<void> {
  const notes: Notes = { beganMs: performance.now(), key: undefined, bytes: 0, admitted: 0 }
  let body: Body | undefined
  try {
    if (!deps.accepting()) throw notNow('The server is starting or stopping. Nothing was kept; send it again.', 2)
    body = await readBody(request, deps.budget, deps.inflate)
    const { answer: kept } = await take(request, body.bytes, pathType, notes, deps)
    const answer = await kept
    notes.admitted = 0
    answerJson(request, response, { status: 200, body: answer, headers: deps.accepting() ? [] : closing })
    deps.answered(factsOf(notes, 200, '', answer))
  } catch (error) {
    if (notes.key) deps.quota.giveBack(notes.key.source, notes.admitted)
    refuse(request, response, error, notes, deps)
  } finally {
    body?.lease.end()
  }
}

const closing = ['Connection', 'close']

/** Resolves when the messages are on their way to the disk; until then the caller's bytes are needed, then no more. */
async function take(
  { headers }: IncomingMessage,
  bytes: Buffer,
  pathType: MessageType | 'batch',
  notes: Notes,
  { writeKeys, sink, personKeys, bucket, quota, now }: MessageDeps,
): Promise<OnItsWay> {
  notes.bytes = bytes.length
  const body = await parseBody(bytes)
  const key = findWriteKey(writeKeys, headers, body)
  notes.key = key
  const cost = body.messages.length
  await admit(key, cost, { bucket, quota })
  notes.admitted = cost
  const taking = { source: key.source, pathType, bytes: bytes.length, receivedAt: now() }
  return takeMessages(body, taking, { sink, keyOf: personKeys.keyOf })
}

async function admit(
  key: WriteKey,
  cost: number,
  { bucket, quota }: Pick<MessageDeps, 'bucket' | 'quota'>,
): Promise<void> {
  const { keyId, source, eventsPerSecond, eventsPerDay } = key
  const waitS = bucket.take(keyId, cost, eventsPerSecond ? rateOf(eventsPerSecond) : undefined)
  if (waitS > 0) throw new WireRefusal(429, 'too_fast', 'The write key sends too much at once.', waitS)
  if (!eventsPerDay) {
    quota.note(source, cost)
    return
  }
  await quota.recall(source)
  const midnightS = quota.take(source, cost, eventsPerDay)
  const message = `The feed has sent the ${eventsPerDay} events it may send on one day (UTC).`
  if (midnightS > 0) throw new WireRefusal(429, 'over_daily_quota', message, midnightS)
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  notes: Notes,
  { accepting, answered, log }: MessageDeps,
): void {
  if (error instanceof SenderLeft) {
    answered(factsOf(notes, 499, 'sender_left'))
    return
  }
  if (!(error instanceof WireRefusal || error instanceof SpoolRefusal)) {
    log.error(faultFacts(error), 'events refused')
  }
  const refusal = refusalOfError(error)
  const headers = refusal.retryAfterS === undefined ? [] : ['Retry-After', String(refusal.retryAfterS)]
  if (!accepting()) headers.push(...closing)
  // What went wrong after the answer is no answer of its own.
  if (!response.headersSent) answerJson(request, response, { status: refusal.status, body: refusal.body(), headers })
  answered(factsOf(notes, refusal.status, refusal.code))
}

function factsOf({ beganMs, key, bytes }: Notes, status: number, code: string, answer?: WireAccepted): WireFacts {
  return {
    status,
    code,
    keyId: key?.keyId ?? '',
    source: key?.source ?? '',
    events: answer?.accepted ?? 0,
    duplicates: answer?.duplicates ?? 0,
    deadLetterCodes: answer?.errors.map((each) => each.code) ?? [],
    bytes,
    ms: performance.now() - beganMs,
  }
}
