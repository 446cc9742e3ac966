import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { eventLineColumns } from '../../collector/ingest/event-line.ts'
import { openDoor } from '../support/door.ts'

const receivedAt = Date.UTC(2026, 2, 31, 12)
const hour = 3_600_000
const year = 365 * 24 * hour
const iso = (at: number) => new Date(at).toISOString()
const place = (column: (typeof eventLineColumns)[number]) => eventLineColumns.indexOf(column)

async function take(message: object, around: object = {}, at = receivedAt) {
  const door = openDoor(() => at)
  const base = { type: 'track', userId: 'u', event: 'Record Updated', messageId: 'm' }
  const answer = await door.send(JSON.stringify({ batch: [{ ...base, ...message }], ...around }))
  const [row] = door.rows()
  return {
    code: answer.errors[0]?.code,
    occurredAt: row?.[place('occurred_at')],
    date: row?.[place('date')],
    skewMs: row?.[place('skew_ms')],
    messageId: row?.[place('message_id')],
  }
}

describe('a device whose clock is off', () => {
  test.each([
    ['an hour behind', -hour, undefined],
    ['an hour ahead', hour, undefined],
    ['a day ahead', 24 * hour, undefined],
    ['a day and a second ahead', 24 * hour + 1_000, 'in_future'],
    ['ten years behind', -10 * year, undefined],
    ['ten years ahead', 10 * year, 'in_future'],
    ['at its first second', -receivedAt, 'too_old'],
    ['past the end of time', 9 * year * 100, 'occurred_at_out_of_range'],
  ])('by %s is taken as it says, with its skew, or kept as a dead letter', async (_, off, code) => {
    const at = receivedAt + off
    const taken = await take({ timestamp: iso(at) }, { sentAt: iso(at + 2_000) })
    expect(taken.code).toBe(code)
    if (code) return
    expect(taken).toMatchObject({ occurredAt: iso(at).replace('T', ' ').slice(0, -1), skewMs: -off - 2_000 })
  })

  property.prop([fc.integer({ min: -12 * year, max: 12 * year }), fc.integer({ min: -12 * year, max: 12 * year })])(
    'by anything loses nothing, and skew is never applied',
    async (off, sentOff) => {
      const taken = await take({ timestamp: iso(receivedAt + off), sentAt: iso(receivedAt + sentOff) })
      if (off > 24 * hour) expect(taken.code).toBe('in_future')
      else {
        expect(taken.occurredAt).toBe(
          iso(receivedAt + off)
            .replace('T', ' ')
            .slice(0, -1),
        )
        expect(taken.skewMs).toBe(0 - sentOff)
      }
    },
  )

  test.each(['not a time', '', '2026-03-31 12:00', null, {}, [], true, -1, 'x'.repeat(40)])(
    'or says %j as sentAt has no skew, and its event counts',
    async (sentAt) => {
      expect(await take({ timestamp: iso(receivedAt) }, { sentAt })).toMatchObject({ code: undefined, skewMs: 0 })
    },
  )

  test('the message says better than its batch when it was sent', async () => {
    const taken = await take(
      { timestamp: iso(receivedAt), sentAt: iso(receivedAt - 5) },
      { sentAt: iso(receivedAt - 9) },
    )
    expect(taken.skewMs).toBe(5)
  })
})

describe('when clocks are changed', () => {
  test.each([
    ['2026-03-29T01:59:59.999+01:00', '2026-03-29 00:59:59.999'],
    ['2026-03-29T03:00:00.000+02:00', '2026-03-29 01:00:00.000'],
    ['2025-10-26T02:30:00+02:00', '2025-10-26 00:30:00.000'],
    ['2025-10-26T02:30:00+01:00', '2025-10-26 01:30:00.000'],
    ['2025-11-02T01:30:00.000-0400', '2025-11-02 05:30:00.000'],
    ['2025-11-02T01:30:00.000-0500', '2025-11-02 06:30:00.000'],
    ['2026-01-01T00:30:00+14:00', '2025-12-31 10:30:00.000'],
    ['2016-12-31T23:59:59.999Z', '2016-12-31 23:59:59.999'],
    ['2024-02-29T23:59:59.999Z', '2024-02-29 23:59:59.999'],
  ])('%s is %s', async (timestamp, occurredAt) => {
    expect(await take({ timestamp })).toMatchObject({ occurredAt, date: occurredAt.slice(0, 10) })
  })
})

describe('a message without an id', () => {
  const content = fc.record({ properties: fc.object(), timestamp: fc.constantFrom(undefined, iso(receivedAt), 1.7e12) })
  const sending = fc.record({
    sentAt: fc.constantFrom(undefined, null, iso(receivedAt), receivedAt - 7),
    writeKey: fc.string(),
  })
  property.prop([
    content,
    sending,
    sending,
    fc.integer({ min: 0, max: 12 * hour - 1 }),
    fc.constantFrom('', ' ', null, undefined),
  ])(
    'gets the same one on every retry of the day, whatever the sender says about the sending',
    async (message, one, other, laterMs, messageId) => {
      const { messageId: first } = await take({ ...message, ...one, messageId })
      const { messageId: second } = await take({ ...message, ...other, messageId }, {}, receivedAt + laterMs)
      expect(second).toBe(first)
      if (first !== undefined) expect(first).toMatch(/^derived-[0-9a-f]{32}$/)
    },
  )

  test('gets another one when its content is another, or when it has no time and came on another day', async () => {
    const ids = new Set<unknown>()
    for (const message of [
      { event: 'a' },
      { event: 'b' },
      { event: 'a', userId: 'v' },
      { event: 'a', timestamp: 1.7e12 },
    ]) {
      ids.add((await take({ ...message, messageId: '' })).messageId)
      ids.add((await take({ ...message, messageId: '' }, {}, receivedAt + 24 * hour)).messageId)
    }
    expect(ids.size).toBe(7)
  })
})
