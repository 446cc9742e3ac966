import { Hono } from 'hono'
import type { Logger } from 'pino'
import type { WireAccepted } from '../../schema/wire/answer.ts'
import { type MessageType, pathTypes } from '../../schema/wire/message-type.ts'
import { StoreDown } from '../store/store-down.ts'
import { findWriteKey } from './find-write-key.ts'
import { type Normalised, normalise } from './normalise.ts'
import { parseBody } from './parse-body.ts'
import { readBody } from './read-body.ts'
import type { Sink } from './sink.ts'
import { createTokenBucket, defaultRate, type Rate } from './token-bucket.ts'
import { preflight, readable } from './wire-cors.ts'
import { notNow, WireRefusal } from './wire-refusal.ts'
import type { WriteKeys } from './write-keys.ts'

export type WireDeps = {
  writeKeys: WriteKeys
  sink: Sink
  personKeys: { keyOf(personId: string): string }
  log: Logger
  /** False while starting or stopping: 503, and nothing is kept. */
  accepting?: () => boolean
  rate?: Rate
  now?: () => number
}

/** The door for events: Segment's HTTP tracking API, so that stock SDKs work unmodified. */
export function createWireRoutes(deps: WireDeps): Hono {
  const bucket = createTokenBucket(deps.rate ?? defaultRate, deps.now)
  const app = new Hono()
  for (const prefix of ['/v1', '/api/s', '/api/s/s2s']) {
    for (const [name, type] of pathTypes) {
      for (const path of [`${prefix}/${name}`, `${prefix}/${name}/`]) {
        app.options(path, () => preflight())
        app.post(path, async (context) => readable(await take(context.req.raw, type, bucket, deps)))
      }
    }
  }
  app.options('/v1/projects/:writeKey/settings', () => preflight())
  app.get('/v1/projects/:writeKey/settings', (context) => {
    const { origin, host } = new URL(context.req.url)
    const protocol = origin.split(':')[0] ?? 'http'
    return readable(Response.json(settingsDocument(context.req.param('writeKey'), host, protocol)))
  })
  app.onError((error) => readable(refused(error, deps.log)))
  return app
}

async function take(
  request: Request,
  pathType: MessageType | 'batch',
  bucket: ReturnType<typeof createTokenBucket>,
  { writeKeys, sink, personKeys, accepting = () => true, now = Date.now }: WireDeps,
): Promise<Response> {
  if (!accepting()) throw notNow('The server is starting or stopping. Nothing was kept; send it again.', 2)
  const body = parseBody(await readBody(request))
  const key = findWriteKey(writeKeys, request, body)
  const waitS = bucket.take(key.keyId, body.messages.length)
  if (waitS > 0) throw new WireRefusal(429, 'too_fast', 'The write key sends too much at once.', waitS)
  const receivedAt = now()
  const { source } = key
  const results = body.messages.map((message, index) =>
    normalise(message, { source, envelope: body.envelope, pathType, index, receivedAt }, personKeys.keyOf),
  )
  return Response.json(await store(results, source, sink))
}

async function store(results: Normalised[], source: string, sink: Sink): Promise<WireAccepted> {
  const events = results.filter((result) => result.kind === 'event')
  const deadLetters = results.flatMap((result) => (result.kind === 'dead' ? [result.letter] : []))
  const personIds = new Set(events.map(({ personId }) => personId))
  const rows = events.map(({ row }) => row)
  const stores = rows.length > 0 || deadLetters.length > 0
  const { duplicates } = stores
    ? await sink.append({ source, events: rows, deadLetters, personIds })
    : { duplicates: 0 }
  return {
    success: true,
    accepted: results.length,
    duplicates,
    dead_lettered: deadLetters.length,
    profiles: results.length - rows.length - deadLetters.length,
    errors: deadLetters.map(({ line, message_id, code }) => ({ index: line, message_id, code })),
  }
}

function refused(error: Error, log: Logger): Response {
  if (error instanceof WireRefusal) return error.response()
  const down = error instanceof StoreDown
  log.error({ err: error }, down ? 'events refused: the store is down' : 'events refused')
  // Whatever went wrong here may pass, so the sender must keep its events.
  return notNow('The events cannot be stored right now. Nothing was kept; send them again.', down ? 2 : 10).response()
}

function settingsDocument(writeKey: string, host: string, protocol: string) {
  return { integrations: { 'Segment.io': { apiKey: writeKey, apiHost: `${host}/v1`, protocol } } }
}
