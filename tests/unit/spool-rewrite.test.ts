import { readdirSync, readFileSync, statSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { deleteSegment } from '../../collector/ingest/spool/closed-segment.ts'
import { rewriteSegment } from '../../collector/ingest/spool/rewrite-segment.ts'
import { segmentName } from '../../collector/ingest/spool/segment-file.ts'
import { recordHeadBytes } from '../../collector/ingest/spool/segment-format.ts'
import { readSpoolFolder } from '../support/spool-folder.ts'
import { encodeSegment, flipByte, makeSegmentFolder } from '../support/spool-segments.ts'

const made = ['keep this', 'erase Ada', 'change Ada too', 'and keep that'].map((text) => Buffer.from(text))
const [file, newest] = [segmentName(1), segmentName(5)]

let folder: ReturnType<typeof makeSegmentFolder>
beforeEach(() => {
  const next = encodeSegment([Buffer.from('newest')], { first: 5, previousFirst: 1 })
  folder = makeSegmentFolder({ 1: encodeSegment(made), 5: next })
})
afterEach(() => folder.remove())

function keepWithoutAda(payload: Buffer): Uint8Array | null {
  const text = payload.toString()
  if (text.startsWith('erase')) return null
  return text.includes('Ada') ? Buffer.from(text.replace('Ada', '***')) : payload
}

test('a segment written anew has the same sequences and nothing of what was erased', () => {
  expect(rewriteSegment({ ...folder, file, keep: keepWithoutAda })).toBe(2)
  const { records, damage, position } = readSpoolFolder(folder, { through: 5 })
  expect(records).toEqual([
    { sequence: 1, text: 'keep this' },
    { sequence: 3, text: 'change *** too' },
    { sequence: 4, text: 'and keep that' },
    { sequence: 5, text: 'newest' },
  ])
  expect({ damage, position }).toEqual({ damage: [], position: 6 })
  expect(readFileSync(folder.pathOf(1), 'latin1')).not.toContain('Ada')
  expect(readdirSync(folder.directory)).toEqual([file, newest])
  expect(statSync(folder.pathOf(1)).mode & 0o777).toBe(0o600)
  // What was erased stays erased when the segment is written a second time.
  expect(rewriteSegment({ ...folder, file, keep: keepWithoutAda })).toBe(0)
})

test('damaged bytes are left out, because they may hold what is to be erased', () => {
  const second = encodeSegment(made.slice(0, 1)).length
  folder.put(1, flipByte(encodeSegment(made), second + recordHeadBytes))
  rewriteSegment({ ...folder, file, keep: (payload) => payload })
  expect(readFileSync(folder.pathOf(1), 'latin1')).not.toContain('rase Ada')
  expect(readSpoolFolder(folder, { through: 5 }).lost).toEqual([{ from: 2, to: 2 }])
})

test('a damaged head is made whole again', () => {
  folder.put(1, flipByte(encodeSegment(made), 20))
  rewriteSegment({ ...folder, file, keep: (payload) => payload })
  expect(readSpoolFolder(folder, { through: 5 }).records).toHaveLength(5)
})

test('what fails in the middle leaves the segment as it was', () => {
  const before = readFileSync(folder.pathOf(1))
  const failing = () => rewriteSegment({ ...folder, file, keep: () => fail() })
  expect(failing).toThrow('not today')
  expect(readFileSync(folder.pathOf(1))).toEqual(before)
  expect(readdirSync(folder.directory)).toEqual([file, newest])
})

test('the segment that is being written is neither rewritten nor deleted', () => {
  expect(() => rewriteSegment({ ...folder, file: newest, keep: () => null })).toThrow('roll the spool first')
  expect(() => deleteSegment(folder.directory, newest)).toThrow('roll the spool first')
  expect(() => deleteSegment(folder.directory, 'spool.json')).toThrow('has no segment spool.json')
  deleteSegment(folder.directory, file)
  expect(readdirSync(folder.directory)).toEqual([newest])
})

function fail(): never {
  throw new Error('not today')
}
