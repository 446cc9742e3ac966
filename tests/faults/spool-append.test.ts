import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSegmentReader } from '../../collector/ingest/spool/read-segments.ts'
import { rewriteSegment } from '../../collector/ingest/spool/rewrite-segment.ts'
import { listSegments } from '../../collector/ingest/spool/segment-file.ts'
import { mountSmallDisk, unmountSmallDisk } from '../support/small-disk.ts'
import { openTestSpool, readSpoolFolder, wideLimits } from '../support/spool-folder.ts'

const kilobyte = 1024
let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'takehold-spool-append-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

const payload = (text: string, bytes = 0) => Buffer.from(text.padEnd(bytes, '.'))

test('sequences are dense and in the order of the calls, over groups, segments and starts', async () => {
  const limits = { ...wideLimits, segmentBytes: 20 * kilobyte }
  const texts = Array.from({ length: 1500 }, (_, index) => `record ${index} `.padEnd(index % 100))
  let given = 0
  for (const starts of [500, 1000, 1500]) {
    const spool = await openTestSpool(directory, { limits })
    const durable: number[] = []
    spool.onDurable((sequence) => durable.push(sequence))
    const appended = []
    for (; given < starts; given++) {
      if (given % 7 === 0) await nextTurn()
      appended.push(spool.append(Buffer.from(texts[given] ?? '')))
    }
    const sequences = await Promise.all(appended)
    expect(sequences).toEqual(sequences.map((_, index) => starts - 500 + index + 1))
    expect(durable).toEqual([...durable].sort((a, b) => a - b))
    expect(durable.at(-1)).toBe(starts)
    expect(spool.status()).toMatchObject({ durableSequence: starts, gaps: [], cutBytes: 0 })
    await spool.close()
    const { records, damage } = readSpoolFolder({ directory, spoolId: spool.id }, { through: starts })
    expect(records.map(({ text }) => text)).toEqual(texts.slice(0, starts))
    expect(damage).toEqual([])
  }
  expect(listSegments(directory).length).toBeGreaterThan(3)
  expect(readdirSync(directory)).not.toContain('quarantine')
})

test('a record larger than a segment has one of its own; one that is too large for the reader is an error', async () => {
  const spool = await openTestSpool(directory, { limits: { ...wideLimits, segmentBytes: 10 * kilobyte } })
  for (const bytes of [100, 50_000, 9_000_000, 100]) await spool.append(payload('', bytes))
  await expect(spool.append(Buffer.alloc(33 * kilobyte * kilobyte))).rejects.toThrow(RangeError)
  await nextTurn()
  expect(await spool.append(payload('last'))).toBe(5)
  await spool.close()
  expect(listSegments(directory).map(({ firstSequence }) => firstSequence)).toEqual([1, 2, 3, 4])
  const { records, damage } = readSpoolFolder({ directory, spoolId: spool.id }, { through: 5 })
  expect(records.map(({ text }) => text.length)).toEqual([100, 50_000, 9_000_000, 100, 4])
  expect(damage).toEqual([])
})

test('after a roll everything durable before it may be written anew', async () => {
  const spool = await openTestSpool(directory)
  await spool.roll()
  expect(listSegments(directory)).toHaveLength(1)
  const before = [spool.append(payload('erase me')), spool.append(payload('keep me'))]
  await Promise.all(before)
  await spool.roll()
  await spool.append(payload('later'))
  const [first] = listSegments(directory)
  const keep = (bytes: Buffer) => (bytes.includes('erase') ? null : bytes)
  expect(rewriteSegment({ directory, spoolId: spool.id, file: first?.file ?? '', keep })).toBe(1)
  await spool.close()
  const again = await openTestSpool(directory)
  expect(again.status()).toMatchObject({ durableSequence: 3, gaps: [] })
  await again.close()
  const { records, damage } = readSpoolFolder({ directory, spoolId: spool.id }, { through: 3 })
  expect(records.map(({ text }) => text)).toEqual(['keep me', 'later'])
  expect(damage).toEqual([])
})

test('closing keeps what was appended before and refuses what comes after', async () => {
  const spool = await openTestSpool(directory)
  const before = Array.from({ length: 50 }, (_, index) => spool.append(payload(`${index}`, 20_000)))
  const closed = [spool.close(), spool.close()]
  await expect(spool.append(payload('late'))).rejects.toMatchObject({ code: 'stopping' })
  await expect(spool.roll()).rejects.toMatchObject({ code: 'stopping' })
  expect(spool.status().refusing).toBe('stopping')
  await Promise.all(closed)
  expect(await Promise.all(before)).toHaveLength(50)
  const { records } = readSpoolFolder({ directory, spoolId: spool.id }, { through: 50 })
  expect(records).toHaveLength(50)
})

test('a reader that follows the writer sees every record once and nothing that is not durable', async () => {
  const spool = await openTestSpool(directory, { limits: { ...wideLimits, segmentBytes: 30 * kilobyte } })
  const onDamage = () => {
    throw new Error('There is no damage.')
  }
  const reader = openSegmentReader({ directory, spoolId: spool.id, from: 1, onDamage, windowBytes: 5000 })
  const read: string[] = []
  spool.onDurable((durable) => {
    for (let record = reader.next(durable); record; record = reader.next(durable)) read.push(record.payload.toString())
    expect(read).toHaveLength(durable)
  })
  const texts = Array.from({ length: 2000 }, (_, index) => `${index}`.padEnd(index % 300, '.'))
  for (const [index, text] of texts.entries()) {
    const appended = spool.append(Buffer.from(text))
    if (index % 25 === 0) await appended
  }
  await spool.close()
  reader.close()
  expect(read).toEqual(texts)
})

test('what is queued behind a group that fails, fails with it', async () => {
  const disk = mountSmallDisk(directory, 300 * kilobyte)
  if (!disk) console.info('This user may not mount a small disk: too little free space stands in for it.')
  const limits = { ...wideLimits, freeBytesMin: disk ? 0 : 2 ** 60 }
  const spool = await openTestSpool(directory, { limits })
  const large = spool.append(Buffer.alloc(400 * kilobyte))
  const settled = [large.catch((error: { code: string }) => error.code)]
  await nextTurn()
  settled.push(spool.append(payload('a copy of something in it')).catch((error: { code: string }) => error.code))
  expect(await Promise.all(settled)).toEqual(['disk_low', 'disk_low'])
  expect(spool.status().durableSequence).toBe(0)
  await spool.close()
  if (disk) unmountSmallDisk(directory)
})
