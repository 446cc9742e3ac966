import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createPersonKeys, type PersonKeys } from '../../collector/access/person-key.ts'
import { openSecrets } from '../../collector/access/secrets.ts'
import { wireAccepted, wireRefused } from '../../schema/wire/answer.ts'
import { type ClientCollector, startClientCollector } from '../support/client-collector.ts'
import { readClientFixtures, requestsOf } from '../support/client-fixtures.ts'
import { bytesOf, type ClientAnswer, sendRequest } from '../support/client-request.ts'

const fixtures = readClientFixtures()
const keys = new Map<string, string>()
const first = new Map<string, ClientAnswer[]>()
const again = new Map<string, ClientAnswer[]>()
let collector: ClientCollector
let personKeys: PersonKeys

beforeAll(async () => {
  collector = await startClientCollector()
  personKeys = createPersonKeys(openSecrets(collector.dataDir).personKey)
  for (const fixture of fixtures) {
    const key = await collector.keyOf(fixture.name)
    keys.set(fixture.name, key)
    for (const answers of [first, again]) {
      const sent = requestsOf(fixture, key).map((request) => sendRequest(collector.url, request))
      answers.set(fixture.name, await Promise.all(sent))
    }
  }
})
afterAll(() => collector?.remove())

describe.each(fixtures)('$client', ({ name, profiles, stored }) => {
  // PHP and Python take nothing but 200 for a success; Ruby and Jitsu parse every body as JSON.
  const taken = (answers: ClientAnswer[] | undefined) =>
    (answers ?? []).map(({ status, type, text }) => {
      expect({ status, type }).toEqual({ status: 200, type: expect.stringMatching(/^application\/json/) })
      return wireAccepted.parse(JSON.parse(text))
    })
  const sum = (answers: ClientAnswer[] | undefined, of: 'accepted' | 'duplicates' | 'dead_lettered' | 'profiles') =>
    taken(answers).reduce((total, answer) => total + answer[of], 0)

  test('every message is taken, people only as profiles', () => {
    expect(sum(first.get(name), 'accepted')).toBe(stored.length + profiles)
    expect(sum(first.get(name), 'profiles')).toBe(profiles)
    expect(sum(first.get(name), 'dead_lettered')).toBe(0)
    expect(sum(first.get(name), 'duplicates')).toBe(0)
  })

  test('sent again as it was, each event is a duplicate', () => {
    expect(sum(again.get(name), 'duplicates')).toBe(stored.length)
  })
})

describe('a refusal is JSON too', () => {
  const one = JSON.stringify({ type: 'track', userId: 'Sales-1', event: 'Record Updated', messageId: 'refused' })
  const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` })
  const known = () => basic(keys.get('go') ?? '')

  test.each([
    ['not JSON', '/v1/batch', 400, () => ({ headers: known(), body: 'batch=1' })],
    ['an unknown key', '/v1/batch', 401, () => ({ headers: basic('wk_none'), body: one })],
    ['no key at all', '/v1/track', 401, () => ({ headers: {}, body: one })],
    ['too large', '/v1/batch', 413, () => ({ headers: known(), body: ' '.repeat(1_100_000) })],
    ['an unknown encoding', '/v1/batch', 415, () => ({ headers: { ...known(), 'content-encoding': 'br' }, body: one })],
    ['an address that is none', '/v1/nothing', 404, () => ({ headers: known(), body: one })],
  ])('%s at %s', async (_, path, status, made) => {
    const { headers, body } = made()
    const answer = await sendRequest(collector.url, { path, headers, bytes: bytesOf(body) })
    expect(answer).toMatchObject({ status, type: expect.stringMatching(/^application\/json/) })
    expect(wireRefused.parse(JSON.parse(answer.text)).error).not.toBe('')
  })

  test('a client that repeats a refused request ten times leaves nothing behind', async () => {
    for (let attempt = 0; attempt < 10; attempt++) {
      const request = { path: '/v1/batch', headers: basic('wk_none'), bytes: bytesOf(one) }
      expect((await sendRequest(collector.url, request)).status).toBe(401)
    }
  })
})

describe('what is kept', () => {
  let rows: Record<string, unknown>[]
  beforeAll(async () => {
    rows = await collector.stopAndRead('SELECT * FROM events FINAL ORDER BY source, message_id')
  })

  test.each(fixtures)('$client', ({ name, stored }) => {
    const instant = (text: unknown) => new Date(`${z.string().parse(text).replace(' ', 'T')}Z`).toISOString()
    const kept = rows.filter(({ source }) => source === name)
    expect(
      kept.map(({ message_id, person_key, event, object, record_id, app, occurred_at }) => ({
        ...{ message_id, person_key, event, object, record_id, app },
        occurred_at: instant(occurred_at),
      })),
    ).toEqual(stored.map(({ person_id, ...row }) => ({ ...row, person_key: personKeys.keyOf(person_id) })))
  })

  test('nothing of what people wrote, are called, or looked at', () => {
    expect(rows.length).toBe(fixtures.reduce((total, { stored }) => total + stored.length, 0))
    for (const word of ['Ada', 'ada@example.org', 'words of a person', 'secret=1', 'Team Nine', 'refused']) {
      expect(JSON.stringify(rows)).not.toContain(word)
    }
  })
})
