import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { answerMessages, type MessageDeps } from './answer-messages.ts'
import { createByteBudget } from './byte-budget.ts'
import { createDailyQuota } from './daily-quota.ts'
import { createInflate } from './inflate-body.ts'
import type { Sink } from './sink.ts'
import { createTokenBucket, defaultRate, type Rate } from './token-bucket.ts'
import { answerJson, answerPreflight } from './wire-answer.ts'
import type { WireFacts } from './wire-facts.ts'
import { createWirePaths, type WirePlace } from './wire-paths.ts'
import type { WriteKeys } from './write-keys.ts'

export type WireDeps = {
  writeKeys: WriteKeys
  sink: Sink
  personKeys: { keyOf(personId: string): string }
  log: Logger
  /** False while starting or stopping: 503, and nothing is kept. */
  accepting?: () => boolean
  /** Told of every request that was answered. */
  answered?: (facts: WireFacts) => void
  /** Events of a feed on this UTC day that were taken before this start. */
  acceptedToday?: (source: string) => Promise<number>
  basePath?: string
  /** A proxy in front is believed about host and protocol. */
  trustProxy?: boolean
  rate?: Rate
  /** Bytes of all requests that are received or wait for the disk at once. */
  heldBytesMax?: number
  now?: () => number
}

/** Answers a request when it is one of the wire; false leaves it to the rest of the server. */
export type WireHandler = (request: IncomingMessage, response: ServerResponse) => boolean

const usualHeldBytesMax = 134_217_728

/** The door for events: Segment's HTTP tracking API on plain node:http, so that stock SDKs work unmodified. */
export function createWireHandler(deps: WireDeps): WireHandler {
  const placeOf = createWirePaths(deps.basePath ?? '')
  const messageDeps: MessageDeps = {
    ...deps,
    accepting: deps.accepting ?? (() => true),
    answered: deps.answered ?? (() => undefined),
    now: deps.now ?? Date.now,
    budget: createByteBudget(deps.heldBytesMax ?? usualHeldBytesMax),
    inflate: createInflate(),
    bucket: createTokenBucket(deps.rate ?? defaultRate, deps.now),
    quota: createDailyQuota(deps.acceptedToday ?? (async () => 0), deps.now),
  }
  return (request, response) => {
    const place = placeOf(request.url ?? '')
    if (place === undefined) return false
    if (place.kind === 'messages' && request.method === 'POST') {
      void answerMessages(request, response, place.type, messageDeps)
    } else {
      answerOther(request, response, place, deps)
    }
    return true
  }
}

function answerOther(request: IncomingMessage, response: ServerResponse, place: WirePlace, deps: WireDeps): void {
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (request.method === 'OPTIONS' && place.kind !== 'unknown') answerPreflight(response)
  else if (place.kind === 'settings' && isRead) {
    answerJson(request, response, { status: 200, body: settingsDocument(place.writeKey, request, deps) })
  } else if (place.kind === 'unknown') {
    const message = 'There is nothing at this address.'
    answerJson(request, response, { status: 404, body: refused('not_found', message) })
  } else {
    const allowed = place.kind === 'settings' ? 'GET, HEAD, OPTIONS' : 'POST, OPTIONS'
    const body = refused('wrong_method', `This address takes ${allowed}.`)
    answerJson(request, response, { status: 405, body, headers: ['Allow', allowed] })
  }
}

function refused(code: string, message: string) {
  return { success: false, code, message, error: message }
}

function settingsDocument(writeKey: string, { headers }: IncomingMessage, { basePath = '', trustProxy }: WireDeps) {
  const told = (name: string): string | undefined => (trustProxy ? headers[name]?.toString() : undefined)
  const host = told('x-forwarded-host') ?? headers.host ?? ''
  const protocol = told('x-forwarded-proto') ?? 'http'
  return { integrations: { 'Segment.io': { apiKey: writeKey, apiHost: `${host}${basePath}/v1`, protocol } } }
}
