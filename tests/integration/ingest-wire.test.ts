import { gzipSync } from 'node:zlib'
import RudderAnalytics from '@rudderstack/rudder-sdk-node'
import { Analytics } from '@segment/analytics-node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createWireHandler } from '../../collector/ingest/wire-handler.ts'
import { type Listener, listen } from '../../collector/listen.ts'
import { wireAccepted, wireRefused } from '../../schema/wire/answer.ts'
import { type IngestBench, startIngestBench } from '../support/ingest.ts'
import { quietLog } from '../support/quiet-log.ts'

let bench: IngestBench
let server: Listener
let url: string
let accepting = true
const keys = new Map([
  ['wk_one', { keyId: 'one', source: 'crm', origins: [] }],
  ['wk_web', { keyId: 'web', source: 'web', origins: ['https://crm.example.com'] }],
  ['wk_slow', { keyId: 'slow', source: 'slow', origins: [] }],
])

beforeAll(async () => {
  bench = await startIngestBench()
  const wire = createWireHandler({
    writeKeys: { find: (key) => keys.get(key) },
    sink: bench.sink,
    personKeys: bench.personKeys,
    log: quietLog,
    accepting: () => accepting,
    rate: { messagesPerSecond: 1, burst: 2_600 },
  })
  server = await listen({ fetch: async () => new Response('no') }, { host: '127.0.0.1', port: 0, wire })
  url = server.origin
})
afterAll(async () => {
  await server.close()
  await bench.stop()
})

const basic = (key: string) => ({ Authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` })
const post = (path: string, body: BodyInit, headers: Record<string, string> = basic('wk_one')) =>
  fetch(`${url}${path}`, { method: 'POST', body, headers })
const accepted = async (answer: Response) => {
  expect(answer.status).toBe(200)
  return wireAccepted.parse(await answer.json())
}
const stored = (userId: string) =>
  bench.rows('SELECT * FROM events FINAL WHERE person_key = {key:String} ORDER BY message_id', {
    key: bench.personKeys.keyOf(userId),
  })
const track = (userId: string, messageId: string, more: object = {}) => ({
  type: 'track',
  userId,
  event: 'Record Updated',
  messageId,
  timestamp: '2026-03-02T09:00:00.000Z',
  ...more,
})

describe('stock SDKs, unmodified', () => {
  test('@segment/analytics-node', async () => {
    const sdk = new Analytics({ writeKey: 'wk_one', host: url, flushAt: 4 })
    sdk.identify({ userId: 's-1', traits: { email: 'a@example.com' } })
    sdk.group({ userId: 's-1', groupId: 'g' })
    sdk.track({
      userId: 's-1',
      event: 'Record Updated',
      properties: { object: 'deal', record_id: 'd1', note: 'free text' },
    })
    sdk.page({ userId: 's-1', name: 'Deals' })
    await sdk.closeAndFlush()
    const rows = await stored('s-1')
    expect(rows.map(({ event }) => event).sort()).toEqual(['Page Viewed', 'Record Updated'])
    expect(rows.find(({ event }) => event === 'Record Updated')).toMatchObject({
      object: 'deal',
      record_id: 'd1',
      source: 'crm',
      origin: 'web',
    })
    expect(JSON.stringify(rows)).not.toContain('free text')
  })

  test('@rudderstack/rudder-sdk-node, which sends gzip as a form', async () => {
    const sdk = new RudderAnalytics('wk_one', { dataPlaneUrl: url, flushAt: 1 })
    sdk.track({ userId: 'rs-1', event: 'Report Viewed', timestamp: new Date('2026-03-02T09:00:00Z') })
    await sdk.flush()
    expect(await stored('rs-1')).toMatchObject([{ event: 'Report Viewed' }])
  })
})

describe('what is taken', () => {
  test.each(['track', 't', 'batch', 'import/', 'b/'])('/v1/%s takes one message alone', async (path) => {
    const answer = await accepted(await post(`/v1/${path}`, JSON.stringify(track('one', `one-${path}`))))
    expect(answer).toMatchObject({ success: true, accepted: 1, duplicates: 0, dead_lettered: 0 })
  })

  test('the key by X-Write-Key, body, message or Bearer; the paths of Jitsu; gzip without saying so', async () => {
    const body = JSON.stringify({ batch: [track('k', 'k-1')], writeKey: 'wk_one' })
    await accepted(await post('/api/s/track', JSON.stringify(track('k', 'k-2')), { 'X-Write-Key': 'wk_one' }))
    await accepted(await post('/api/s/s2s/track/', JSON.stringify({ ...track('k', 'k-3'), writeKey: 'wk_one' }), {}))
    await accepted(await post('/v1/batch', gzipSync(body), { 'Content-Type': 'text/plain' }))
    await accepted(await post('/v1/batch', body.replace('k-1', 'k-4'), { Authorization: 'Bearer wk_one' }))
    expect((await stored('k')).map(({ message_id }) => message_id)).toEqual(['k-1', 'k-2', 'k-3', 'k-4'])
  })

  test('a bad event never fails the batch: it is a dead letter with index, id and reason', async () => {
    const batch = [
      track('bad', 'b-1', { sentAt: '2026-03-02T09:00:01Z' }),
      track('', 'b-2'),
      track('bad', 'b-3', { timestamp: '1980-01-01T00:00:00Z' }),
      track('bad', 'b-4', { timestamp: '2199-01-01T00:00:00Z' }),
      { type: 'dance', userId: 'bad', messageId: 'b-5' },
      'text',
      track('bad\ud800', 'b-7'),
      track('bad', 'b-8', { properties: { changes: [{ field: 'amount', from: '1,000 CHF', to: 'ok' }] } }),
    ]
    const answer = await accepted(await post('/v1/batch', JSON.stringify({ batch })))
    expect(answer).toMatchObject({ accepted: 8, duplicates: 0, dead_lettered: 6 })
    expect(answer.errors.map(({ index, code }) => `${index} ${code}`)).toEqual([
      '1 person_id_missing',
      '2 too_old',
      '3 in_future',
      '4 unknown_type',
      '5 not_a_message',
      '6 person_id_bad_text',
    ])
    const rows = await stored('bad')
    expect(rows).toMatchObject([
      { message_id: 'b-1' },
      { change_fields: ['amount'], change_from: [''], change_to: ['ok'] },
    ])
    expect(Number(rows[0]?.skew_ms)).toBeGreaterThan(0)
    const dead = await bench.rows(
      "SELECT message_id, reason FROM dead_letters FINAL WHERE source = 'crm' AND message_id = 'b-2'",
    )
    expect(dead).toEqual([{ message_id: 'b-2', reason: 'person_id: is missing' }])
  })

  test('the same message any number of times, at once and later, with another body too: the first holds', async () => {
    const send = (event: string) =>
      post('/v1/batch', JSON.stringify({ batch: [track('twice', 'same', { event }), track('twice', 'same')] }))
    await accepted(await send('First'))
    const answers = await Promise.all(Array.from({ length: 30 }, async () => accepted(await send('Other'))))
    expect(answers.every(({ duplicates }) => duplicates === 2)).toBe(true)
    expect(await stored('twice')).toMatchObject([{ message_id: 'same', event: 'First' }])
    expect(await bench.rows("SELECT count() AS n FROM event_ids FINAL WHERE message_id = 'same'")).toEqual([{ n: 1 }])
  })

  test('a message without an id is known by its content on a retry', async () => {
    const body = JSON.stringify({ batch: [{ ...track('noid', ''), sentAt: '2026-03-02T09:00:01Z' }] })
    await accepted(await post('/v1/batch', body))
    expect(await accepted(await post('/v1/batch', body.replace('09:00:01Z', '09:05:00Z')))).toMatchObject({
      duplicates: 1,
    })
    expect(await stored('noid')).toHaveLength(1)
  })

  test('counts of the feed add up, and the rollup hears of each new event', async () => {
    const before = bench.changes.length
    const key = { 'X-Write-Key': 'wk_slow' }
    await accepted(
      await post(
        '/v1/batch',
        JSON.stringify({
          batch: [track('sum', 's1'), track('sum', 's1'), track('', 's2'), { type: 'identify', userId: 'sum' }],
        }),
        key,
      ),
    )
    const counts = await bench.rows(
      "SELECT sum(accepted) AS a, sum(duplicates) AS d, sum(dead_lettered) AS l FROM feed_counts FINAL WHERE source = 'slow'",
    )
    expect(counts).toEqual([{ a: 3, d: 1, l: 1 }])
    const span = { from: '2026-03-02', to: '2026-03-02' }
    expect(bench.changes.slice(before)).toEqual([
      { kind: 'events', why: 'late_data', personMonths: new Map([[bench.personKeys.keyOf('sum'), span]]) },
    ])
  })
})

describe('what is refused', () => {
  const refusal = async (answer: Response) => ({
    status: answer.status,
    code: wireRefused.parse(await answer.json()).code,
  })

  test('is JSON with the status that makes a client do the right thing', async () => {
    const one = JSON.stringify(track('no', 'no-1'))
    expect(await refusal(await post('/v1/batch', 'not json'))).toEqual({ status: 400, code: 'not_json' })
    expect(await refusal(await post('/v1/batch', '3'))).toEqual({ status: 400, code: 'not_an_object' })
    expect(await refusal(await post('/v1/batch', '{"batch":3}'))).toEqual({ status: 400, code: 'not_a_batch' })
    const gzip = { ...basic('wk_one'), 'Content-Encoding': 'gzip' }
    expect(await refusal(await post('/v1/batch', one, gzip))).toEqual({ status: 400, code: 'bad_gzip' })
    const cut = gzipSync(one).subarray(0, 40)
    expect(await refusal(await post('/v1/batch', cut, gzip))).toEqual({ status: 400, code: 'bad_gzip' })
    const twice = gzipSync(gzipSync(one))
    expect(await refusal(await post('/v1/batch', twice, gzip))).toEqual({ status: 400, code: 'not_json' })
    const brotli = { ...basic('wk_one'), 'Content-Encoding': 'br' }
    expect(await refusal(await post('/v1/batch', one, brotli))).toEqual({ status: 415, code: 'unknown_encoding' })
    expect(await refusal(await post('/v1/batch', one, basic('wk_none')))).toEqual({ status: 401, code: 'unknown_key' })
    const elsewhere = { ...basic('wk_web'), Origin: 'https://evil.example.com' }
    expect(await refusal(await post('/v1/batch', one, elsewhere))).toEqual({ status: 401, code: 'wrong_origin' })
    expect(await stored('no')).toEqual([])
  })

  test('a bomb, a body without end and a batch without end', async () => {
    const bomb = gzipSync(Buffer.alloc(9_000_000, ' '))
    expect(await refusal(await post('/v1/batch', bomb))).toEqual({ status: 413, code: 'too_large' })
    expect(await refusal(await post('/v1/batch', 'x'.repeat(1_048_577)))).toEqual({ status: 413, code: 'too_large' })
    const many = JSON.stringify({ batch: Array.from({ length: 100_000 }, () => 1) })
    expect(await refusal(await post('/v1/batch', many))).toEqual({ status: 413, code: 'too_many_messages' })
  })

  test('too fast is 429 with whole seconds to wait', async () => {
    const batch = JSON.stringify({ batch: Array.from({ length: 2_500 }, () => ({ type: 'identify', userId: 'fast' })) })
    keys.set('wk_fast', { keyId: 'fast', source: 'fast', origins: [] })
    await accepted(await post('/v1/batch', batch, { 'X-Write-Key': 'wk_fast' }))
    const answer = await post('/v1/batch', batch, { 'X-Write-Key': 'wk_fast' })
    expect(answer.headers.get('Retry-After')).toMatch(/^\d+$/)
    expect(await refusal(answer)).toEqual({ status: 429, code: 'too_fast' })
  })

  test('while starting or stopping everything is 503 and nothing is kept', async () => {
    accepting = false
    const answer = await post('/v1/track', JSON.stringify(track('later', 'l-1')))
    accepting = true
    expect(answer.headers.get('Retry-After')).toBe('2')
    expect(await refusal(answer)).toEqual({ status: 503, code: 'unavailable' })
    expect(await stored('later')).toEqual([])
  })
})

describe('browsers', () => {
  test('may send from any page, with the headers that come only on retries, and read Retry-After', async () => {
    const answer = await fetch(`${url}/v1/t`, { method: 'OPTIONS', headers: { Origin: 'https://crm.example.com' } })
    const allowed = answer.headers.get('Access-Control-Allow-Headers') ?? ''
    for (const name of ['authorization', 'content-type', 'x-retry-count', 'x-write-key', 'anonymousid', 'sentat']) {
      expect(allowed).toContain(name)
    }
    const refused = await post('/v1/t', '{}', {})
    expect(refused.status).toBe(401)
    expect(refused.headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(refused.headers.get('Access-Control-Expose-Headers')).toBe('Retry-After')
  })

  test('get the settings document', async () => {
    const answer = await fetch(`${url}/v1/projects/wk_one/settings`)
    const host = new URL(url).host
    expect(await answer.json()).toEqual({
      integrations: { 'Segment.io': { apiKey: 'wk_one', apiHost: `${host}/v1`, protocol: 'http' } },
    })
  })
})
