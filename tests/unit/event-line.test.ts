import { fc, test as property } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { eventLineColumns, formatEventLine } from '../../collector/ingest/event-line.ts'
import { messageFault } from '../../collector/ingest/message-fault.ts'
import { encodeRecord } from '../../collector/ingest/record.ts'
import { formatDate, formatInstant } from '../../collector/store/instant.ts'
import { parseInstant } from '../../schema/datasets/instant-cell.ts'
import { wireLimits } from '../../schema/wire/limits.ts'
import { decodeRecord } from '../support/spool-records.ts'

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.constantFrom('', 'plain', '\ud83d', '🏆', '\u2028', '\x7f'),
)
const number = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.constant(-0))
const texts = fc.array(text, { maxLength: 3 })
const row = fc.record({
  ...{
    person_key: text,
    date: text,
    source: text,
    message_id: text,
    event: text,
    occurred_at: text,
    received_at: text,
  },
  ...{ skew_ms: number, object: text, record_id: text, account_id: text, origin: text, app: text, task: text },
  contact_at: fc.option(text),
  hits: fc.option(number),
  duration_ms: fc.option(number),
  ...{ note_hash: text, form: text, change_fields: texts, change_from: texts, change_to: texts },
  ...{ schema_version: number, import_seq: number, line: number },
})

describe('the line of a row', () => {
  property.prop([row])('is what JSON makes of its columns', (given) => {
    const plain = JSON.parse(JSON.stringify(given))
    expect(formatEventLine(plain)).toBe(JSON.stringify(eventLineColumns.map((column) => plain[column])))
  })

  property.prop([fc.array(row, { maxLength: 5 })])('comes back from a record as it was', (rows) => {
    const header = {
      ...{ schema_version: 1, source: 'crm 🏆', received_at: 1, accepted: rows.length, duplicates: 0 },
      ...{ people: [], dead_letters: [] },
    }
    const lines = rows.map(formatEventLine)
    expect(decodeRecord(encodeRecord(header, lines))).toEqual({ header, rows: lines })
  })
})

describe('instants', () => {
  const digits = fc.stringMatching(/^[12]\d{3}-[01]\d-[0-3]\dT[0-2]\d:[0-6]\d:[0-6]\d\.\d{3}Z$/)
  property.prop([fc.oneof(digits, fc.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/))])(
    'as SDKs write them are read like those of any other form',
    (instant) => {
      expect(parseInstant(instant)).toBe(parseInstant(instant.replace('Z', '+00:00')))
    },
  )

  property.prop([fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })])(
    'are written as the store reads them',
    (date) => {
      const iso = date.toISOString()
      expect(formatInstant(date.getTime())).toBe(`${iso.slice(0, 10)} ${iso.slice(11, 23)}`)
      expect(formatDate(date.getTime())).toBe(iso.slice(0, 10))
    },
  )
})

/** Size of a message as the limits count it. */
function measure(value: unknown, depth = 1): { bytes: number; keys: number; depth: number; longest: number } {
  if (typeof value === 'string') {
    const longest = Buffer.byteLength(value)
    return { bytes: longest + 2, keys: 0, depth: 0, longest }
  }
  if (typeof value !== 'object' || value === null) return { bytes: 5, keys: 0, depth: 0, longest: 0 }
  const isList = Array.isArray(value)
  const sum = { bytes: 0, keys: isList ? 0 : Object.keys(value).length, depth, longest: 0 }
  for (const [key, inner] of Object.entries(value)) {
    const part = measure(inner, depth + 1)
    sum.bytes += part.bytes + (isList ? 1 : key.length + 4)
    sum.keys += part.keys
    sum.depth = Math.max(sum.depth, part.depth)
    sum.longest = Math.max(sum.longest, part.longest)
  }
  return sum
}

describe('limits', () => {
  const { depthMax, keysMax, messageBytesMax, stringBytesMax } = wireLimits
  const long = fc.tuple(fc.constantFrom('x', 'é', '王', '🏆'), fc.integer({ min: 1, max: stringBytesMax + 8 }))
  const leaf = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    long.map(([unit, times]) => unit.repeat(times)),
  )
  const wide = fc.integer({ min: 0, max: keysMax + 5 }).map((count) => Object.fromEntries(Array(count).entries()))
  const deep = fc.tuple(fc.integer({ min: 0, max: depthMax + 2 }), leaf).map(([levels, inner]) => {
    let value: unknown = inner
    for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { a: value }
    return value
  })
  const message = fc.dictionary(fc.string(), fc.oneof(leaf, wide, deep, fc.array(leaf, { maxLength: 6 })), {
    maxKeys: 8,
  })
  property.prop([message])('are kept exactly, also by the look that only estimates', (given) => {
    const size = measure(given)
    const isWithin =
      size.bytes <= messageBytesMax && size.keys <= keysMax && size.depth <= depthMax && size.longest <= stringBytesMax
    expect(messageFault(given) === undefined).toBe(isWithin)
  })
})
