import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Damage } from '../../collector/ingest/spool/damage.ts'
import { openSegmentReader } from '../../collector/ingest/spool/read-segments.ts'
import {
  encodeStoredRecord,
  recordHeadBytes,
  segmentHeadBytes,
  spoolSeed,
} from '../../collector/ingest/spool/segment-format.ts'
import { readSpoolFolder } from '../support/spool-folder.ts'
import { encodeSegment, flipByte, makeSegmentFolder } from '../support/spool-segments.ts'

const texts = (...words: string[]) => words.map((word) => Buffer.from(word))
const payloads = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 20 })
const told = (made: readonly Uint8Array[], first = 1) =>
  made.map((payload, index) => ({ sequence: first + index, text: Buffer.from(payload).toString('latin1') }))

let folder: ReturnType<typeof makeSegmentFolder>
beforeEach(() => {
  folder = makeSegmentFolder()
})
afterEach(() => folder.remove())

/** Every record is read back as it was or named as lost, and none is both. */
function expectReadOrNamed(written: readonly { sequence: number; text: string }[], lostMax: number) {
  const { records, lost, position } = readSpoolFolder(folder, { through: written.length })
  const named = new Set(
    lost.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, index) => from + index)),
  )
  expect(records).toEqual(written.filter(({ sequence }) => !named.has(sequence)))
  expect(position).toBe(written.length + 1)
  expect(named.size).toBeLessThanOrEqual(lostMax)
}

describe('a whole spool', () => {
  test('any payloads come back as they were, through any window', () => {
    const property = fc.property(payloads, fc.integer({ min: 1, max: 1000 }), (made, windowBytes) => {
      folder.put(1, encodeSegment(made))
      const read = readSpoolFolder(folder, { through: made.length, windowBytes })
      expect(read).toEqual({ records: told(made), damage: [], lost: [], position: made.length + 1 })
    })
    fc.assert(property)
  })

  test('records go on over segments, from any sequence and up to any', () => {
    const made = texts('one', 'two', 'three', 'four', 'five')
    folder.put(1, encodeSegment(made.slice(0, 2)))
    folder.put(3, encodeSegment(made.slice(2, 3), { first: 3, previousFirst: 1 }))
    folder.put(4, encodeSegment(made.slice(3), { first: 4, previousFirst: 3 }))
    for (let from = 1; from <= 6; from++)
      for (let through = 0; through <= 5; through++) {
        const wanted = told(made).filter(({ sequence }) => sequence >= from && sequence <= through)
        const position = Math.max(from, through + 1)
        expect(readSpoolFolder(folder, { from, through })).toEqual({ records: wanted, damage: [], lost: [], position })
      }
  })

  test('sequences beyond 32 bits', () => {
    const first = 2 ** 40 + 5
    folder.put(first, encodeSegment(texts('late'), { first }))
    const { records } = readSpoolFolder(folder, { from: first, through: first })
    expect(records).toEqual([{ sequence: first, text: 'late' }])
  })
})

describe('a damaged spool', () => {
  test('cut at any byte it loses the tail and nothing else', () => {
    const made = texts('first', 'second', '', 'fourth')
    const whole = encodeSegment(made)
    const ends = made.map((_, index) => encodeSegment(made.slice(0, index + 1)).length)
    for (let length = 0; length < whole.length; length++) {
      folder.put(1, whole.subarray(0, length))
      const kept = ends.filter((end) => end <= length).length
      const { records, lost } = readSpoolFolder(folder, { through: made.length })
      expect(records).toEqual(told(made.slice(0, kept)))
      expect(lost).toEqual([{ from: kept + 1, to: made.length }])
    }
  })

  test('each byte changed in turn costs one record at most, and that one is named', () => {
    const made = texts('first record', '', 'third', 'x'.repeat(90), 'fifth', 'sixth', 'last')
    const segments = [encodeSegment(made.slice(0, 4)), encodeSegment(made.slice(4), { first: 5, previousFirst: 1 })]
    const firsts = [1, 5]
    for (const [index, bytes] of segments.entries()) {
      for (const [other, whole] of segments.entries()) folder.put(firsts[other] ?? 0, whole)
      for (let at = 0; at < bytes.length; at++) {
        folder.put(firsts[index] ?? 0, flipByte(bytes, at, 1 << (at % 8)))
        expectReadOrNamed(told(made), at < segmentHeadBytes ? 0 : 1)
      }
    }
    expect(readdirSync(join(folder.directory, 'quarantine')).length).toBeGreaterThan(made.length)
  })

  test('any bytes over any place: what is read is what was written, the rest is named', () => {
    const property = fc.property(
      payloads,
      fc.nat(),
      fc.uint8Array({ minLength: 1, maxLength: 400 }),
      (made, place, over) => {
        const bytes = encodeSegment(made)
        bytes.set(over.subarray(0, bytes.length - (place % bytes.length)), place % bytes.length)
        folder.put(1, bytes)
        expectReadOrNamed(told(made), made.length)
      },
    )
    fc.assert(property)
  })

  test('a record of another spool inside a damaged payload is not taken for one', () => {
    const foreign = encodeStoredRecord(Buffer.from('forged'), { sequence: 2, kind: 0, seed: spoolSeed('another') })
    const bytes = encodeSegment([foreign, Buffer.from('real')])
    folder.put(1, flipByte(bytes, segmentHeadBytes))
    const { records, lost } = readSpoolFolder(folder, { through: 2 })
    expect(records).toEqual([{ sequence: 2, text: 'real' }])
    expect(lost).toEqual([{ from: 1, to: 1 }])
  })

  test('a length that reaches behind the end of the file, or over all of the next records', () => {
    const made = texts('one', 'two', 'three', 'four')
    for (const length of [0xffff_ffff, 1_000_000, recordHeadBytes + 6]) {
      const bytes = encodeSegment(made)
      bytes.writeUInt32LE(length, segmentHeadBytes + 8)
      folder.put(1, bytes)
      const { records, lost } = readSpoolFolder(folder, { through: 4 })
      expect(records).toEqual(told(made).slice(1))
      expect(lost).toEqual([{ from: 1, to: 1 }])
    }
  })
})

describe('missing segments', () => {
  test('one that was taken away is named exactly', () => {
    folder.put(1, encodeSegment(texts('one', 'two')))
    folder.put(5, encodeSegment(texts('five'), { first: 5, previousFirst: 3 }))
    const { records, lost } = readSpoolFolder(folder, { through: 5 })
    expect(records.map(({ sequence }) => sequence)).toEqual([1, 2, 5])
    expect(lost).toEqual([{ from: 3, to: 4 }])
  })

  test('sequences that were never given out are not lost', () => {
    folder.put(1, encodeSegment(texts('one', 'two')))
    folder.put(9, encodeSegment(texts('nine'), { first: 9, previous: 2, previousFirst: 1 }))
    const { records, damage, position } = readSpoolFolder(folder, { through: 9 })
    expect(records.map(({ sequence }) => sequence)).toEqual([1, 2, 9])
    expect(damage).toEqual([])
    expect(position).toBe(10)
  })

  test('nothing there at all', () => {
    expect(readSpoolFolder(folder, { through: 3 })).toMatchObject({
      records: [],
      lost: [{ from: 1, to: 3 }],
      position: 4,
    })
  })
})

describe('the segment that is being written', () => {
  function openReader(damage: Damage[] = []) {
    const onDamage = (found: Damage) => void damage.push(found)
    const reader = openSegmentReader({ ...folder, from: 1, onDamage })
    return { next: (through: number) => reader.next(through)?.payload.toString(), close: reader.close }
  }

  test('a record that was taken back is not read in the place of the one that came after it', () => {
    folder.put(1, encodeSegment(texts('one', 'refused')))
    const reader = openReader()
    expect([reader.next(1), reader.next(1)]).toEqual(['one', undefined])
    folder.put(1, encodeSegment(texts('one', 'kept...')))
    expect([reader.next(2), reader.next(2)]).toEqual(['kept...', undefined])
    reader.close()
  })

  test('what is said to be durable and is not there is lost; what comes later is read', () => {
    folder.put(1, encodeSegment(texts('one')))
    const damage: Damage[] = []
    const reader = openReader(damage)
    expect([reader.next(2), reader.next(2)]).toEqual(['one', undefined])
    expect(damage).toMatchObject([{ fromSequence: 2, toSequence: 2, bytes: 0 }])
    folder.put(3, encodeSegment(texts('three'), { first: 3, previousFirst: 1 }))
    expect([reader.next(3), reader.next(3)]).toEqual(['three', undefined])
    expect(damage).toHaveLength(1)
    reader.close()
  })
})
