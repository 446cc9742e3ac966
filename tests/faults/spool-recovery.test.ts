import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { segmentName } from '../../collector/ingest/spool/segment-file.ts'
import { segmentHeadBytes } from '../../collector/ingest/spool/segment-format.ts'
import { openTestSpool, readSpoolFolder } from '../support/spool-folder.ts'
import { encodeSegment, flipByte, madeSpoolId, makeSegmentFolder } from '../support/spool-segments.ts'

const texts = ['one', 'two', '3', '4']
const made = texts.map((text) => Buffer.from(text))
const whole = encodeSegment(made)
const ends = made.map((_, index) => encodeSegment(made.slice(0, index + 1)).length)
const identity = JSON.stringify({ id: madeSpoolId, version: 1 })

let folder: ReturnType<typeof makeSegmentFolder>
beforeEach(() => {
  folder = makeSegmentFolder({ 1: whole })
  writeFileSync(join(folder.directory, 'spool.json'), identity)
})
afterEach(() => folder.remove())

/** Opens the folder, appends one record, and answers what was found and what can be read afterwards. */
async function openAndAppend({ directory = folder.directory, flushedSequence = 0 } = {}) {
  const spool = await openTestSpool(directory, { flushedSequence })
  const found = spool.status()
  const sequence = await spool.append(Buffer.from('new'))
  await spool.close()
  const { records, lost, damage } = readSpoolFolder({ directory, spoolId: spool.id }, { through: sequence })
  return { id: spool.id, found, sequence, lost, damage, read: records.map(({ text }) => text) }
}

/** The same for many contents of the one segment, each in a folder of its own, some at a time. */
async function openEach(
  contents: readonly Buffer[],
  check: (index: number, opened: Opened, directory: string) => void,
) {
  const places = Array.from(contents.entries())
  const worker = async () => {
    for (let next = places.shift(); next; next = places.shift()) {
      const each = makeSegmentFolder({ 1: next[1] })
      writeFileSync(join(each.directory, 'spool.json'), identity)
      check(next[0], await openAndAppend(each), each.directory)
      each.remove()
    }
  }
  await Promise.all(Array.from({ length: 4 }, worker))
}
type Opened = Awaited<ReturnType<typeof openAndAppend>>

describe('the newest segment', () => {
  test('a tail torn at any byte is cut and counted; whole records stay, and no sequence is given out twice', async () => {
    const from = (ends[1] ?? 0) - 1
    const contents = Array.from({ length: whole.length - from + 1 }, (_, more) => whole.subarray(0, from + more))
    await openEach(contents, (index, { found, read, lost, sequence }, directory) => {
      const length = from + index
      const kept = ends.filter((end) => end <= length).length
      const cut = length - (ends[kept - 1] ?? segmentHeadBytes)
      expect(found).toMatchObject({ durableSequence: kept, cutBytes: cut, quarantinedBytes: cut, gaps: [] })
      expect(read).toEqual([...texts.slice(0, kept), 'new'])
      expect(lost).toEqual([])
      expect(sequence).toBeGreaterThan(cut > 0 ? kept + 1 : kept)
      if (cut === 0) return
      expect(statSync(join(directory, segmentName(1))).size).toBe(length - cut)
      const [copy = ''] = readdirSync(join(directory, 'quarantine'))
      expect(readFileSync(join(directory, 'quarantine', copy))).toEqual(whole.subarray(length - cut, length))
    })
  })

  test('a changed byte costs one record at most, named or cut', async () => {
    const places = Array.from({ length: Math.ceil(whole.length / 9) }, (_, index) => index * 9)
    const contents = places.map((at) => flipByte(whole, at))
    await openEach(contents, (index, { found, read }) => {
      const at = places[index] ?? 0
      const hit = at < segmentHeadBytes ? -1 : ends.findIndex((end) => at < end)
      const isLast = hit === texts.length - 1
      expect(read).toEqual([...texts.filter((_, each) => each !== hit), 'new'])
      expect(found.gaps).toEqual(hit === -1 || isLast ? [] : [{ from: hit + 1, to: hit + 1 }])
      expect(found.cutBytes > 0).toBe(isLast)
      expect(found.quarantinedBytes).toBeGreaterThan(0)
    })
  })

  test.each([
    ['empty', Buffer.alloc(0)],
    ['cut in its head', encodeSegment([], { first: 5, previousFirst: 1 }).subarray(0, 40)],
    ['garbage', Buffer.alloc(500, 'garbage ')],
  ])('a new one that is %s is taken away', async (_, bytes) => {
    folder.put(5, bytes)
    const { found, read, lost } = await openAndAppend()
    expect(found).toMatchObject({ durableSequence: 4, gaps: [] })
    expect(read).toEqual([...texts, 'new'])
    expect(lost).toEqual([])
  })

  test('a new one without records is gone on with', async () => {
    folder.put(5, encodeSegment([], { first: 5, previousFirst: 1 }))
    expect(await openAndAppend()).toMatchObject({ sequence: 5, read: [...texts, 'new'] })
    expect(statSync(folder.pathOf(5)).size).toBeGreaterThan(segmentHeadBytes)
  })

  test('after a jump in the sequences one without records keeps its place', async () => {
    folder.put(9, encodeSegment([], { first: 9, previous: 4, previousFirst: 1 }))
    expect(await openAndAppend()).toMatchObject({ sequence: 9, read: [...texts, 'new'], lost: [] })
  })
})

describe('older segments', () => {
  beforeEach(() => {
    folder.put(5, encodeSegment([Buffer.from('five')], { first: 5, previousFirst: 1 }))
    folder.put(6, encodeSegment([Buffer.from('six')], { first: 6, previousFirst: 5 }))
  })

  test('one deleted in the middle is named at the start', async () => {
    rmSync(folder.pathOf(5))
    const { found, read } = await openAndAppend()
    expect(found.gaps).toEqual([{ from: 5, to: 5 }])
    expect(read).toEqual([...texts, 'six', 'new'])
  })

  test('the oldest deleted are no loss', async () => {
    rmSync(folder.pathOf(1))
    expect((await openAndAppend()).found.gaps).toEqual([])
  })

  test('damage is found by whoever reads, told, and kept', async () => {
    folder.put(1, flipByte(whole, (ends[0] ?? 0) + 10))
    const spool = await openTestSpool(folder.directory)
    expect(spool.status().gaps).toEqual([])
    const { damage } = readSpoolFolder(folder, { through: 6 })
    for (const found of [...damage, ...damage]) spool.damaged(found)
    expect(spool.status()).toMatchObject({ gaps: [{ from: 2, to: 2 }], quarantinedBytes: damage[0]?.bytes })
    await spool.close()
  })

  test('a segment of another spool is moved away, other files are left alone', async () => {
    folder.put(3, encodeSegment([Buffer.from('foreign')], { first: 3, spoolId: madeSpoolId.replace('6', '7') }))
    writeFileSync(join(folder.directory, 'notes.txt'), 'mine')
    mkdirSync(join(folder.directory, '0000000000000099.seg'))
    const { read, found } = await openAndAppend()
    expect(read).toEqual([...texts, 'five', 'six', 'new'])
    expect(found.gaps).toEqual([])
    expect(existsSync(folder.pathOf(3))).toBe(false)
    expect(existsSync(join(folder.directory, 'notes.txt'))).toBe(true)
  })

  test('what a rewriting left behind is removed', async () => {
    writeFileSync(`${folder.pathOf(1)}.aside`, 'half')
    await openAndAppend()
    expect(existsSync(`${folder.pathOf(1)}.aside`)).toBe(false)
  })
})

describe('what the flusher has seen', () => {
  test('is never given out again, whatever is left of the segments', async () => {
    const { sequence, read, lost } = await openAndAppend({ flushedSequence: 40 })
    expect(sequence).toBe(41)
    expect(read).toEqual([...texts, 'new'])
    expect(lost).toEqual([])
    rmSync(folder.pathOf(1))
    rmSync(folder.pathOf(41))
    expect(await openAndAppend({ flushedSequence: 41 })).toMatchObject({ sequence: 42 })
  })

  test('does not wait any more', async () => {
    const spool = await openTestSpool(folder.directory, { flushedSequence: 3 })
    expect(spool.status().waitingBytes).toBe(whole.length - (ends[2] ?? 0))
    await spool.close()
  })
})

describe('the identity', () => {
  test('is made once and kept', async () => {
    folder.remove()
    const first = await openAndAppend()
    expect(statSync(folder.directory).mode & 0o777).toBe(0o700)
    for (const file of readdirSync(folder.directory))
      expect(statSync(join(folder.directory, file)).mode & 0o777).toBe(0o600)
    expect((await openAndAppend()).id).toBe(first.id)
  })

  test.each([
    ['missing', undefined],
    ['garbage', '{"id":'],
  ])('is read from the segments when its file is %s', async (_, text) => {
    if (text === undefined) rmSync(join(folder.directory, 'spool.json'))
    else writeFileSync(join(folder.directory, 'spool.json'), text)
    expect(await openAndAppend()).toMatchObject({ id: madeSpoolId, read: [...texts, 'new'] })
    expect(JSON.parse(readFileSync(join(folder.directory, 'spool.json'), 'utf8'))).toEqual(JSON.parse(identity))
  })

  test.each([
    [
      'a newer format',
      () => put('spool.json', JSON.stringify({ id: madeSpoolId, version: 2 })),
      /newer Takehold \(format 2/,
    ],
    ['a newer segment', () => folder.put(1, encodeSegment(made, { version: 3 })), /newer Takehold \(format 3/],
    ['another spool', () => put('spool.json', identity.replace('6', '7')), /another spool than the segments/],
    [
      'no id at all',
      () => folder.put(1, flipByte(whole, 17)) ?? put('spool.json', '-'),
      /neither spool.json nor any segment/,
    ],
  ])('%s is refused in words and nothing is changed', async (_, damage, words) => {
    damage()
    const before = readdirSync(folder.directory).map((file) => readFileSync(join(folder.directory, file)))
    await expect(openTestSpool(folder.directory)).rejects.toThrow(words)
    await expect(openTestSpool(folder.directory)).rejects.toThrow('Nothing was changed')
    const own = readdirSync(folder.directory).filter((file) => !file.startsWith('lock-'))
    expect(own.map((file) => readFileSync(join(folder.directory, file)))).toEqual(before)
  })
})

function put(file: string, text: string): void {
  writeFileSync(join(folder.directory, file), text)
}
