import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { formatEventLine, formatPlainEventLine } from '../../collector/ingest/event-line.ts'
import { createNormalise, type Normalised } from '../../collector/ingest/normalise.ts'
import { parseBody } from '../../collector/ingest/parse-body.ts'

const receivedAt = Date.UTC(2026, 2, 31, 12)
const instants = [
  ...['2026-03-31T11:00:00.000Z', '2024-02-29T23:59:59.999Z', '2026-03-31T11:00:00Z', '2026-04-01T12:00:00.001Z'],
  ...['1989-12-31T23:59:59.999Z', '2023-02-29T10:00:00.000Z', '0099-01-01T00:00:00.000Z', '', ' ', 1774958400000],
]
const texts = [
  ...['lead', 'o-1', 'Größe', ' padded ', '\u3000wide\u3000', '', ' ', '\u007f', 'a"b', 'back\\slash', 'tab\t'],
  ...['🏆', '\ud800', '\ufffd', '\u0000', '%', 'x'.repeat(300), 'y'.repeat(8_193), null, 0, -1, 1.5, 2 ** 53, true],
]
const instant = fc.constantFrom(...instants)
const text = fc.oneof(fc.constantFrom(...texts), fc.string({ unit: 'binary' }), fc.constant([1]))
const state = fc.oneof(fc.constantFrom('ok', 'missing', 'placeholder', 'a value', '', null, 7), text)
const change = fc.record(
  { field: text, from: state, to: state, label: fc.constantFrom('more', 'z'.repeat(9_000)) },
  { requiredKeys: [] },
)
const changes = fc.oneof(fc.array(change, { maxLength: 10 }), text)
const count = fc.oneof(fc.constantFrom(0, -0, 7, 4_294_967_295, 4_294_967_296, 1.5, -1, '12', 'many', null), text)
const named = fc.oneof(fc.record({ name: text }, { requiredKeys: [] }), text)
const context = fc.oneof(fc.record({ app: named, library: named }, { requiredKeys: [] }), text)
const properties = fc.oneof(
  fc.record(
    {
      ...{ object: text, record_id: text, account_id: text, origin: text, task: text, form: text, note_hash: text },
      ...{ contact_at: instant, hits: count, duration_ms: count, changes, other: text },
    },
    { requiredKeys: [] },
  ),
  text,
)
const message = fc.record(
  {
    ...{ type: fc.constantFrom('track', 'page', 'identify', 'other', null), userId: text, anonymousId: text },
    ...{ event: text, messageId: text, timestamp: instant, originalTimestamp: instant, sentAt: instant },
    ...{ properties, context },
  },
  { requiredKeys: [] },
)
const usual = {
  ...{ type: 'track', userId: 'u', event: 'Record Updated', messageId: 'm', timestamp: '2026-03-31T11:00:00.000Z' },
  properties: {
    ...{ object: 'lead', record_id: 'r', account_id: 'a', origin: 'mobile', task: 't', form: 'f', note_hash: 'n' },
    ...{ contact_at: '2026-03-30T08:00:00.000Z', hits: 3, duration_ms: 1200 },
    changes: [
      { field: 'phone', from: 'missing', to: 'ok' },
      { field: 'mail', from: 'ok', to: '+49 1' },
    ],
  },
  context: { app: { name: 'salesforce' }, library: { name: 'sdk', version: '1' } },
}
type Given = { batch: unknown[]; sentAt?: unknown; context?: unknown }

/** What becomes of each message, by way of the usual form where it applies, or never by it. */
async function take(body: Given, pathType: 'batch' | 'track', isPlain?: boolean) {
  const parsed = await parseBody(Buffer.from(JSON.stringify(body)))
  const arrival = {
    source: 'crm "1"',
    envelope: parsed.envelope,
    isPlain: isPlain ?? parsed.isPlain,
    pathType,
    receivedAt,
  }
  return parsed.messages.map(createNormalise(arrival, (id) => `key-${id.length}`))
}

const lineOf = (result: Normalised) => {
  if (result.kind !== 'event') return result
  const { row, personId, isPlain } = result
  return { line: isPlain ? formatPlainEventLine(row) : formatEventLine(row), personId }
}

describe('the usual way', () => {
  const mostlyUsual = fc.tuple(message, fc.subarray(Object.keys(usual))).map(([odd, kept]) => ({
    ...odd,
    ...Object.fromEntries(Object.entries(usual).filter(([name]) => kept.includes(name))),
  }))
  const oneOdd = fc.tuple(properties, context, changes).map(([odd, around, list]) => ({
    ...usual,
    context: around,
    properties: typeof odd === 'object' ? { ...usual.properties, ...odd, changes: list } : odd,
  }))
  const anyMessage = fc.oneof(
    message,
    mostlyUsual,
    oneOdd,
    fc.json().map((json) => JSON.parse(json)),
  )
  const body = fc.record(
    { batch: fc.array(anyMessage, { minLength: 1, maxLength: 3 }), sentAt: instant, context },
    { requiredKeys: ['batch'] },
  )

  property.prop([body, fc.constantFrom('batch', 'track')], { numRuns: 2_000 })(
    'answers what the thorough way answers, to the byte of the line',
    async (given, pathType) => {
      const expected = await take(given, pathType, false)
      expect((await take(given, pathType)).map(lineOf)).toEqual(expected.map(lineOf))
    },
  )

  test.each<[string, object]>([
    ['with all that a message can say', usual],
    ['with the least', { ...usual, properties: undefined, context: undefined }],
    ['with a time of sending', { ...usual, sentAt: '2026-03-31T11:59:00.000Z' }],
    ['with signs beyond ASCII inside', { ...usual, event: 'Verkaufschance Größe geändert' }],
  ])('is taken by a message %s', async (_, given) => {
    const [result] = await take({ batch: [given] }, 'batch')
    expect(result).toMatchObject({ kind: 'event', isPlain: true })
  })

  test.each<[string, object]>([
    ['an escape', { ...usual, event: 'a "b"' }],
    ['a broken sign', { ...usual, event: 'a\ufffdb' }],
    ['a blank to trim', { ...usual, userId: ' u' }],
    ['a derived id', { ...usual, messageId: undefined }],
  ])('leaves a message with %s', async (_, given) => {
    const [result] = await take({ batch: [given] }, 'batch')
    expect(result).not.toMatchObject({ isPlain: true })
  })
})
