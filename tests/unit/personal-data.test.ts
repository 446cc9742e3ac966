import { fc, test as property } from '@fast-check/vitest'
import { expect } from 'vitest'
import { keptProperties } from '../../schema/wire/message.ts'
import { openDoor } from '../support/door.ts'

const now = () => Date.UTC(2026, 2, 31, 12)

// What people type, and what SDKs and plugins gather; each is found again wherever it turns up.
const corpus = [
  'anna.keller@example.com',
  'Anna-Maria Keller',
  '+41 79 123 45 67',
  'CH93 0076 2011 6238 5295 7',
  '756.1234.5678.97',
  '4111 1111 1111 1111',
  'Bahnhofstrasse 12, 8001 Zürich',
  '王小明',
  '192.168.17.34',
  'Mozilla/5.0 (X11; Linux x86_64)',
  'https://crm.example.com/lead?mail=anna.keller',
  'He said she is pregnant',
]
const kept: ReadonlySet<string> = new Set(keptProperties)
const read = ['type', 'userId', 'anonymousId', 'event', 'messageId', 'timestamp', 'originalTimestamp', 'sentAt']
const reads: ReadonlySet<string> = new Set(read)

const personal = fc.constantFrom(...corpus)
const names = fc.constantFrom(
  'name',
  'email',
  'note',
  'title',
  'value',
  'Object',
  'traits',
  'url',
  'search',
  'ip',
  'to',
)
const tree = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    { weight: 3, arbitrary: personal },
    { weight: 1, arbitrary: fc.dictionary(fc.oneof(names, personal), tie('node'), { maxKeys: 4 }) },
    { weight: 1, arbitrary: fc.array(tie('node'), { maxLength: 3 }) },
  ),
})).node
const anything = (taken: ReadonlySet<string>) =>
  fc.dictionary(
    fc.oneof(names, personal, fc.string()).filter((name) => !taken.has(name)),
    tree,
    { maxKeys: 6 },
  )
// Values of changes are values of the CRM, whatever their sender thinks they are.
const change = fc.record({ field: fc.constant('amount'), from: tree, to: tree, by: tree })
const changes = fc.oneof(
  { weight: 5, arbitrary: fc.array(change, { maxLength: 3 }) },
  { weight: 1, arbitrary: personal },
)
// One word may be a hash, so a note is known by its blanks.
const note = personal.filter((text) => text.includes(' '))
// Faults of every kind: what is refused must not keep what an event would have dropped.
const fault = fc.constantFrom(
  {},
  { userId: '' },
  { type: 'dance' },
  { event: 7 },
  { timestamp: 'yesterday' },
  { timestamp: '2199-01-01T00:00:00Z' },
  { properties: 'text' },
  { deep: JSON.parse(`${'['.repeat(30)}${']'.repeat(30)}`) },
)

property.prop([
  fc.array(fc.tuple(anything(reads), anything(kept), anything(new Set()), changes, note, fault), {
    minLength: 1,
    maxLength: 5,
  }),
  anything(new Set([...read, 'batch'])),
])('what nobody asked for reaches no byte of a record', async (messages, around) => {
  const batch = messages.map(([top, properties, context, changed, noted, broken], place) => ({
    ...top,
    ...{ type: 'track', userId: 'u-1', event: 'Record Updated', messageId: `m-${place}` },
    properties: { ...properties, object: 'deal', record_id: 'd-1', changes: changed, note_hash: noted },
    context: { ...context, app: { name: 'crm', version: properties }, library: { name: 'sdk' } },
    ...broken,
  }))
  const door = openDoor(now)
  const answer = await door.send(JSON.stringify({ ...around, batch }))
  expect(door.records()[0]?.header.accepted).toBe(batch.length)
  const written = `${door.kept()}${JSON.stringify(answer)}`
  // In JSON, and in JSON that stands in a text of JSON.
  for (const secret of corpus) expect(written).not.toContain(secret)
})
