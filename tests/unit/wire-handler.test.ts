import { afterEach, expect, test } from 'vitest'
import type { Sink } from '../../collector/ingest/sink.ts'
import { SpoolRefusal, type SpoolRefusalCode } from '../../collector/ingest/spool/spool.ts'
import type { WireFacts } from '../../collector/ingest/wire-facts.ts'
import { createWireHandler, type WireDeps } from '../../collector/ingest/wire-handler.ts'
import type { WriteKey } from '../../collector/ingest/write-keys.ts'
import { type Listener, listen } from '../../collector/listen.ts'
import { wireRefused } from '../../schema/wire/answer.ts'
import { quietLog } from '../support/quiet-log.ts'
import { trackBody } from '../support/raw-http.ts'

const opened: Listener[] = []
afterEach(async () => {
  for (const listener of opened.splice(0)) await listener.close()
})

const key: WriteKey = { keyId: 'one', source: 'crm', origins: [] }
const roomy: Sink = { append: async () => ({ duplicates: 0 }), close: async () => undefined }

/** The door with a sink in memory; answers where it is and what it told of its requests. */
async function openDoor(deps: Partial<WireDeps> = {}) {
  const told: WireFacts[] = []
  const wire = createWireHandler({
    writeKeys: { find: (text) => (text === 'wk' ? key : undefined) },
    sink: roomy,
    personKeys: { keyOf: (id) => id },
    log: quietLog,
    answered: (facts) => told.push(facts),
    ...deps,
  })
  const rest = { fetch: async () => new Response('the rest') }
  const listener = await listen(rest, { host: '127.0.0.1', port: 0, wire })
  opened.push(listener)
  const ask = (path: string, init: RequestInit = {}) => fetch(`${listener.origin}${path}`, init)
  const post = (body = trackBody('m'), headers: Record<string, string> = { 'X-Write-Key': 'wk' }) =>
    ask('/v1/batch', { method: 'POST', body, headers })
  return { ask, post, told }
}

async function refusal(answer: Response) {
  const { code, message } = wireRefused.parse(await answer.json())
  return { status: answer.status, code, message, retryAfter: answer.headers.get('Retry-After') }
}

const batchOf = (count: number) =>
  JSON.stringify({ batch: Array.from({ length: count }, (_, index) => JSON.parse(trackBody(`m-${index}`))) })

test.each<[SpoolRefusalCode, string]>([
  ['full', 'spool_full'],
  ['disk_low', 'disk_low'],
  ['stopping', 'stopping'],
  ['failing', 'spool_failing'],
])('a spool that is %s is 503 in words, with a time to come back', async (code, word) => {
  const append = async () => {
    throw new SpoolRefusal(code, 'The spool takes nothing.')
  }
  const { post, told } = await openDoor({ sink: { ...roomy, append } })
  expect(await refusal(await post())).toMatchObject({
    ...{ status: 503, code: word, retryAfter: expect.stringMatching(/^\d+$/) },
    message: 'The spool takes nothing. Nothing was kept; send it again.',
  })
  expect(told).toMatchObject([{ status: 503, code: word, keyId: 'one', source: 'crm', events: 0 }])
})

test('an error that nobody foresaw is 503 and keeps its words to itself', async () => {
  const append = async () => {
    throw new Error('secret words')
  }
  const { post } = await openDoor({ sink: { ...roomy, append } })
  const told = await refusal(await post())
  expect(told).toMatchObject({ status: 503, code: 'unavailable' })
  expect(told.message).not.toContain('secret')
})

test('a key has its own rate, and a whole batch always fits into it', async () => {
  let now = 0
  const find = () => ({ ...key, eventsPerSecond: 10 })
  const { post } = await openDoor({ writeKeys: { find }, now: () => now })
  expect((await post(batchOf(2_500))).status).toBe(200)
  expect(await refusal(await post(batchOf(25)))).toMatchObject({ status: 429, code: 'too_fast', retryAfter: '3' })
  now = 2_500
  expect((await post(batchOf(25))).status).toBe(200)
})

test('a key has its own bound for a day, told in seconds to midnight UTC, and counts what was stored before', async () => {
  const now = Date.UTC(2026, 2, 31, 23, 59, 30)
  let isThere = false
  const acceptedToday = async () => {
    if (!isThere) throw new Error('The store is down.')
    return 90
  }
  let time = now
  const find = () => ({ ...key, eventsPerDay: 100 })
  const { post } = await openDoor({ writeKeys: { find }, acceptedToday, now: () => time })
  expect((await post(batchOf(5))).status).toBe(200)
  isThere = true
  time += 10_000
  expect(await refusal(await post(batchOf(6)))).toMatchObject({
    ...{ status: 429, code: 'over_daily_quota', retryAfter: '20' },
  })
  expect((await post(batchOf(5))).status).toBe(200)
  time += 20_000
  expect((await post(batchOf(100))).status).toBe(200)
  expect((await post()).status).toBe(429)
})

test('what a request was not kept for does not count on its day', async () => {
  let isFull = true
  const append = async () => {
    if (isFull) throw new SpoolRefusal('full', 'Full.')
    return { duplicates: 0 }
  }
  const find = () => ({ ...key, eventsPerDay: 10 })
  const { post } = await openDoor({ writeKeys: { find }, sink: { ...roomy, append } })
  for (let index = 0; index < 5; index++) expect((await post(batchOf(10))).status).toBe(503)
  isFull = false
  expect((await post(batchOf(10))).status).toBe(200)
})

test('a key is called unknown only when all keys are known', async () => {
  let isCurrent = false
  const { post } = await openDoor({ writeKeys: { find: () => undefined, isCurrent: () => isCurrent } })
  expect(await refusal(await post())).toMatchObject({ status: 503, code: 'unavailable', retryAfter: '5' })
  isCurrent = true
  expect(await refusal(await post())).toMatchObject({ status: 401, code: 'unknown_key' })
})

test('addresses: what is the wire, what is not, and which method is for what', async () => {
  const { ask } = await openDoor({ basePath: '/takehold' })
  for (const path of ['/', '/v12/track', '/api/sources', '/api/status', '/takehold/api/sources', '/v']) {
    expect([path, await (await ask(path)).text()]).toEqual([path, 'the rest'])
  }
  const headers = { 'X-Write-Key': 'wk' }
  for (const base of ['', '/takehold']) {
    for (const path of ['/v1/t', '/v1/track/', '/v1/batch?a=b', '/api/s/page', '/api/s/s2s/track/']) {
      const answer = await ask(`${base}${path}`, { method: 'POST', body: trackBody('m'), headers })
      expect([path, answer.status]).toEqual([path, 200])
    }
  }
  for (const path of [
    '/v1',
    '/v1/',
    '/v1/dance',
    '/v1/track/x',
    '/api/s/',
    '/v1/projects//settings',
    '/v1/projects/k',
  ]) {
    const answer = await ask(path, { method: 'POST', body: trackBody('m'), headers })
    expect([path, await refusal(answer)]).toMatchObject([path, { status: 404, code: 'not_found' }])
  }
  const wrong = await ask('/v1/track')
  expect(wrong.headers.get('Allow')).toBe('POST, OPTIONS')
  expect(await refusal(wrong)).toMatchObject({ status: 405, code: 'wrong_method' })
  expect((await ask('/v1/track', { method: 'HEAD' })).status).toBe(405)
  expect((await ask('/v1/projects/wk/settings', { method: 'POST', body: '{}' })).status).toBe(405)
  const head = await ask('/v1/projects/wk/settings/', { method: 'HEAD' })
  expect([head.status, await head.text()]).toEqual([200, ''])
  expect((await ask('/v1/b', { method: 'OPTIONS' })).status).toBe(204)
})

test('the settings document names the address that the browser sees', async () => {
  const forwarded = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'adoption.example' }
  const behind = await openDoor({ basePath: '/takehold', trustProxy: true })
  const answer = await behind.ask('/v1/projects/a%2Fb/settings', { headers: forwarded })
  expect(await answer.json()).toEqual({
    integrations: { 'Segment.io': { apiKey: 'a/b', apiHost: 'adoption.example/takehold/v1', protocol: 'https' } },
  })
  const alone = await openDoor()
  const plain = await alone.ask('/v1/projects/wk/settings', { headers: forwarded })
  expect(await plain.text()).not.toContain('adoption.example')
})
