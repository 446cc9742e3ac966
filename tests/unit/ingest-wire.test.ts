import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { createNormalise, type Normalised } from '../../collector/ingest/normalise.ts'
import { parseBody, type WireBody } from '../../collector/ingest/parse-body.ts'
import { createTokenBucket } from '../../collector/ingest/token-bucket.ts'
import { WireRefusal } from '../../collector/ingest/wire-refusal.ts'
import { deadLetterRow } from '../../schema/datasets/dead-letter-row.ts'
import { eventRow } from '../../schema/datasets/event-row.ts'
import { wireLimits } from '../../schema/wire/limits.ts'

const receivedAt = Date.UTC(2026, 2, 31, 12)
const good = {
  type: 'track',
  userId: 'u',
  event: 'Record Updated',
  messageId: 'good',
  timestamp: '2026-03-31T11:00:00Z',
}

async function take(text: string): Promise<Normalised[]> {
  return normaliseAll(await parseBody(new TextEncoder().encode(text)))
}

function normaliseAll({ messages, envelope, isPlain }: WireBody): Normalised[] {
  const arrival = { source: 's', envelope, isPlain, pathType: 'batch', receivedAt } as const
  return messages.map(createNormalise(arrival, (id) => `key-${id}`))
}

const codeOf = (result: Normalised | undefined) => (result?.kind === 'dead' ? result.letter.code : result?.kind)
const nothing = { writeKey: undefined, sentAt: undefined, timestamp: undefined, context: undefined }
const one = (message: object) =>
  normaliseAll({ messages: [JSON.parse(JSON.stringify(message))], envelope: nothing, isPlain: false })[0]

describe('any input', () => {
  property.prop([fc.json({ maxDepth: 6 })])(
    'becomes a row, a dead letter or nothing, and its batch-mates are untouched',
    async (json) => {
      const [before, other, after] = await take(`{"batch":[${JSON.stringify(good)},${json},${JSON.stringify(good)}]}`)
      expect(before).toMatchObject({ kind: 'event', row: { message_id: 'good' } })
      expect(after).toMatchObject({ kind: 'event', row: { message_id: 'good' } })
      if (other?.kind === 'dead') expect(deadLetterRow.safeParse(other.letter).success).toBe(true)
      if (other?.kind === 'event') expect(eventRow.safeParse(other.row).success).toBe(true)
    },
  )

  const anyMember = fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.double(), fc.constant(null), fc.object())
  const names = [
    'type',
    'userId',
    'event',
    'messageId',
    'timestamp',
    'sentAt',
    'properties',
    'context',
    '__proto__',
  ] as const
  property.prop([fc.record(Object.fromEntries(names.map((name) => [name, anyMember])), { requiredKeys: [] })])(
    'in the members that are read never throws and never leaves what the store would refuse',
    (message) => {
      const result = one({ ...good, ...message })
      const written = JSON.stringify(result)
      expect(result?.kind === 'event' && /\\ud[89a-f]/i.test(written)).toBe(false)
      expect(Object.prototype).not.toHaveProperty('polluted')
    },
  )

  property.prop([fc.uint8Array({ maxLength: 300 })])('of bytes is parsed or refused with 400', async (bytes) => {
    try {
      await parseBody(bytes)
    } catch (error) {
      expect(error).toBeInstanceOf(WireRefusal)
    }
  })
})

test('a blank list of changes beside a fault is a dead letter like any other', () => {
  const result = one({ ...good, properties: { changes: ' ', hits: 'many' } })
  expect(result).toMatchObject({ kind: 'dead', letter: { code: 'hits_not_a_number' } })
})

describe('limits', () => {
  test.each([
    ['too_deep', { ...good, context: JSON.parse(`${'[['.repeat(15)}${']]'.repeat(15)}`) }],
    ['too_many_keys', { ...good, properties: Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`k${n}`, n])) }],
    ['string_too_long', { ...good, properties: { note: 'x'.repeat(wireLimits.stringBytesMax + 1) } }],
    ['too_large', { ...good, properties: { list: Array.from({ length: 5 }, () => 'x'.repeat(8_000)) } }],
  ])('%s', (code, message) => {
    expect(codeOf(one(message))).toBe(code)
  })
})

describe('a message', () => {
  test('keeps the allow-list and nothing else', () => {
    const properties = {
      object: 'deal',
      amount: 12,
      note_hash: 'Called the customer',
      duration_ms: 12.7,
      __proto__: { hits: 3 },
    }
    const result = one({ ...good, properties, context: { app: { name: 'access-db' }, ip: '10.0.0.1' } })
    expect(result).toMatchObject({
      kind: 'event',
      row: { object: 'deal', duration_ms: 13, app: 'access-db', hits: null },
    })
    const written = JSON.stringify(result)
    expect(written).not.toContain('Called')
    expect(written).not.toContain('10.0.0.1')
  })

  test('of a browser SDK that names itself as the app comes from no app', () => {
    const context = { app: { name: 'RudderLabs JavaScript SDK' }, library: { name: 'RudderLabs JavaScript SDK' } }
    expect(one({ ...good, context })).toMatchObject({ row: { app: '' } })
  })

  test('takes its person from userId, else anonymousId; numbers are ids too', () => {
    expect(one({ ...good, userId: '', anonymousId: 'a-1' })).toMatchObject({ personId: 'a-1' })
    expect(one({ ...good, userId: 7 })).toMatchObject({ personId: '7', row: { person_key: 'key-7' } })
    expect(codeOf(one({ ...good, userId: null }))).toBe('person_id_missing')
  })

  test('takes its instant from timestamp, else originalTimestamp, else what the batch says, else now', async () => {
    const { timestamp: _, ...bare } = good
    expect(one({ ...bare, originalTimestamp: '2026-03-30T10:00:00+02:00' })).toMatchObject({
      row: { occurred_at: '2026-03-30 08:00:00.000', date: '2026-03-30' },
    })
    const [sent] = await take(JSON.stringify({ batch: [bare], sentAt: '2026-03-31T11:59:00Z' }))
    expect(sent).toMatchObject({ row: { occurred_at: '2026-03-31 11:59:00.000', skew_ms: 60_000 } })
    expect(one(bare)).toMatchObject({ row: { occurred_at: '2026-03-31 12:00:00.000', skew_ms: 0 } })
    expect(codeOf(one({ ...good, timestamp: 'yesterday' }))).toBe('occurred_at_not_an_instant')
  })

  test('is refused a day ahead of our clock, and before 1990', () => {
    expect(codeOf(one({ ...good, timestamp: '2026-04-01T12:00:00Z' }))).toBe('event')
    expect(codeOf(one({ ...good, timestamp: '2026-04-01T12:00:01Z' }))).toBe('in_future')
    expect(codeOf(one({ ...good, timestamp: '1989-12-31T23:59:59Z' }))).toBe('too_old')
  })

  test('that says who people are is taken and stored nowhere', () => {
    for (const type of ['identify', 'group', 'alias'])
      expect(codeOf(one({ type, userId: 'u', traits: { email: 'x' } }))).toBe('profile')
  })
})

test('a bucket refills with time and says how long to wait', () => {
  let now = 0
  const bucket = createTokenBucket({ messagesPerSecond: 10, burst: 100 }, () => now)
  expect(bucket.take('k', 100)).toBe(0)
  expect(bucket.take('k', 25)).toBe(3)
  expect(bucket.take('other', 500)).toBe(0)
  now = 2_500
  expect(bucket.take('k', 25)).toBe(0)
  expect(bucket.take('k', 1)).toBe(1)
})
