import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addRange, type SequenceRange } from '../../collector/ingest/spool/damage.ts'
import { createWaitingBytes } from '../../collector/ingest/spool/waiting-bytes.ts'

const megabyte = 1024 * 1024

test('ranges of lost sequences are the union of what was told, in order and apart', () => {
  const range = fc.record({ from: fc.nat(60), to: fc.nat(60) })
  const property = fc.property(fc.array(range, { maxLength: 12 }), (told) => {
    const ranges = told.reduce<SequenceRange[]>(addRange, [])
    const union = new Set(told.flatMap(sequencesOf))
    expect(ranges.flatMap(sequencesOf)).toEqual([...union].sort((a, b) => a - b))
    for (const [index, { from }] of ranges.entries()) {
      const before = ranges[index - 1]
      if (before) expect(from).toBeGreaterThan(before.to + 1)
    }
  })
  fc.assert(property)
})

test('what waits is what was added and not flushed, never less, and off by no more than a step', () => {
  const group = fc.record({ records: fc.integer({ min: 1, max: 5 }), bytes: fc.nat(700_000), flushTo: fc.nat(100) })
  const property = fc.property(fc.array(group, { maxLength: 40 }), (groups) => {
    const waiting = createWaitingBytes(0, 0)
    const added: { sequence: number; bytes: number }[] = []
    let newest = 0
    let flushed = 0
    for (const { records, bytes, flushTo } of groups) {
      newest += records
      added.push({ sequence: newest, bytes })
      waiting.add(newest, bytes)
      flushed = Math.max(flushed, Math.min(newest, flushTo))
      waiting.flushed(flushed, 0)
      const exact = added.reduce((sum, each) => (each.sequence > flushed ? sum + each.bytes : sum), 0)
      expect(waiting.total()).toBeGreaterThanOrEqual(exact)
      expect(waiting.total()).toBeLessThanOrEqual(exact + 2 * megabyte)
    }
    waiting.flushed(newest, 0)
    expect(waiting.total()).toBe(0)
  })
  fc.assert(property)
})

test('what was there at the start goes as the flusher says, and all of it when it has passed', () => {
  const waiting = createWaitingBytes(1000, 50)
  waiting.add(51, 7)
  waiting.flushed(20, 600)
  expect(waiting.total()).toBe(607)
  waiting.flushed(30, 900)
  expect(waiting.total()).toBe(607)
  waiting.flushed(50, 7)
  expect(waiting.total()).toBe(7)
  waiting.flushed(51, 0)
  expect(waiting.total()).toBe(0)
})

function sequencesOf({ from, to }: SequenceRange): number[] {
  return to < from ? [] : Array.from({ length: to - from + 1 }, (_, index) => from + index)
}
