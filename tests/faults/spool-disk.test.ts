import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Spool } from '../../collector/ingest/spool/spool.ts'
import { SpoolRefusal } from '../../collector/ingest/spool/spool.ts'
import { makeFailingSync } from '../support/failing-sync.ts'
import { mountSmallDisk, remountSmallDisk, unmountSmallDisk } from '../support/small-disk.ts'
import { openTestSpool, readSpoolFolder, wideLimits } from '../support/spool-folder.ts'
import { startSpoolProcess } from '../support/spool-process.ts'

const kilobyte = 1024
let folder: string
let directory: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'takehold-spool-disk-'))
  directory = join(folder, 'disk', 'spool')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Appends until one is refused; answers what was kept. */
async function fill(
  spool: Spool,
  bytes: number,
  kept: string[] = [],
): Promise<{ kept: string[]; refusal: SpoolRefusal }> {
  for (;;) {
    const text = `${kept.length} ${'x'.repeat(bytes)}`
    try {
      await spool.append(Buffer.from(text))
      kept.push(text)
    } catch (error) {
      if (error instanceof SpoolRefusal) return { kept, refusal: error }
      throw error
    }
  }
}

/** Appends one until it is taken: recovery must need nobody's help. */
async function appendAtLast(spool: Spool, text: string): Promise<void> {
  await vi.waitFor(() => spool.append(Buffer.from(text)), { timeout: 60_000, interval: 50 })
}

const readTexts = (spool: Spool) =>
  readSpoolFolder({ directory, spoolId: spool.id }, { through: spool.status().durableSequence })

describe('a full disk', () => {
  /** A small disk where this user may mount one; elsewhere the spool's own quota takes its place, and says so. */
  async function openOnSmallDisk(bytes: number, segmentBytes: number) {
    const place = join(folder, 'disk')
    const disk = mountSmallDisk(place, bytes)
    if (!disk) console.info('This user may not mount a small disk: a quota of waiting bytes stands in for it.')
    const limits = { ...wideLimits, segmentBytes, ...(!disk && { waitingBytesMax: bytes }) }
    const spool = await openTestSpool(directory, { limits })
    const code = disk ? 'disk_low' : 'full'
    const free = () =>
      disk ? remountSmallDisk(place, `size=${4 * bytes}`) : spool.flushed(spool.status().durableSequence, 0)
    const end = async () => {
      await spool.close()
      if (disk) unmountSmallDisk(place)
    }
    return { spool, code, free, end }
  }

  test.each([
    ['in the middle of a segment', wideLimits.segmentBytes],
    ['while rolling', 12 * kilobyte],
  ])('%s: refused, nothing lost, and taken again when there is room', async (_, segmentBytes) => {
    const { spool, code, free, end } = await openOnSmallDisk(300 * kilobyte, segmentBytes)
    const { kept, refusal } = await fill(spool, 3000)
    expect(refusal.code).toBe(code)
    expect(kept.length).toBeGreaterThan(20)
    expect(spool.status()).toMatchObject({ refusing: code, durableSequence: kept.length })
    await expect(spool.append(Buffer.alloc(3000))).rejects.toMatchObject({ code })
    free()
    await appendAtLast(spool, 'after')
    expect(spool.status().refusing).toBeUndefined()
    const { records, damage } = readTexts(spool)
    expect(records.map(({ text }) => text)).toEqual([...kept, 'after'])
    expect(damage).toEqual([])
    await end()
  })

  test('with status alone it notices that there is room', async () => {
    const { spool, free, end } = await openOnSmallDisk(200 * kilobyte, wideLimits.segmentBytes)
    await fill(spool, 3000)
    free()
    await vi.waitFor(() => expect(spool.status().refusing).toBeUndefined(), { timeout: 60_000, interval: 50 })
    await end()
  })

  test('what is kept free stays free', async () => {
    const spool = await openTestSpool(directory, { limits: { ...wideLimits, freeBytesMin: 2 ** 60 } })
    const { kept, refusal } = await fill(spool, 10)
    expect(kept).toEqual([])
    expect(refusal).toMatchObject({ code: 'disk_low', message: expect.stringContaining('Free some space') })
    await spool.close()
  })
})

describe('back-pressure', () => {
  test('by bytes: full until the store has some of it', async () => {
    const limits = { ...wideLimits, waitingBytesMax: 50 * kilobyte }
    const spool = await openTestSpool(directory, { limits })
    const { kept, refusal } = await fill(spool, 5000)
    expect(refusal.code).toBe('full')
    expect(kept).toHaveLength(10)
    expect(spool.status()).toMatchObject({ refusing: 'full', durableSequence: 10 })
    spool.flushed(10, 0)
    expect(spool.status()).toMatchObject({ refusing: undefined, waitingBytes: 0 })
    await nextTurn()
    expect((await fill(spool, 5000)).kept).toHaveLength(10)
    await spool.close()
  })

  test('what follows a refused record in the same turn is refused too: it may be a copy of it', async () => {
    const spool = await openTestSpool(directory, { limits: { ...wideLimits, waitingBytesMax: 5000 } })
    const results = await Promise.allSettled([spool.append(Buffer.alloc(9000)), spool.append(Buffer.from('its copy'))])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await nextTurn()
    expect(await spool.append(Buffer.from('later'))).toBe(1)
    await spool.close()
  })
})

describe('fdatasync fails', () => {
  const shimFolder = mkdtempSync(join(tmpdir(), 'takehold-shim-'))
  const shim = makeFailingSync(shimFolder)
  const reportMissing = () =>
    console.info('There is no C compiler, so fdatasync cannot be made to fail: a folder that takes no file stands in.')

  test('with EIO: everything is refused, the process is told once, and nothing more is written', async () => {
    if (!shim) {
      reportMissing()
      await expectRefusedFolder()
      return
    }
    const spool = startSpoolProcess(directory, { name: 'persist', count: 40 }, { env: shim.env })
    await spool.told(({ acked }) => acked === 5)
    shim.fail(5)
    await spool.told(({ refused }) => refused === 'failing')
    const [segment = ''] = readdirSync(directory).filter((file) => file.endsWith('.seg'))
    const { size } = statSync(join(directory, segment))
    shim.mend()
    const { lines, code } = await spool.ended
    expect(lines.filter(({ fatal }) => fatal !== undefined)).toHaveLength(1)
    expect(lines.at(-1)).toMatchObject({ status: { refusing: 'failing' } })
    const firstRefused = lines.findIndex(({ refused }) => refused)
    expect(lines.slice(firstRefused).filter(({ acked }) => acked !== undefined)).toEqual([])
    expect(statSync(join(directory, segment)).size).toBe(size)
    expect(code).toBe(0)
    await expectAckedKept(lines)
  })

  test('with ENOSPC, as where space is only given out then: refused, taken back, and taken again', async () => {
    if (!shim) {
      reportMissing()
      await expectRefusedFolder()
      return
    }
    const spool = startSpoolProcess(directory, { name: 'persist', count: 90 }, { env: shim.env })
    await spool.told(({ acked }) => acked === 5)
    shim.fail(28)
    const { text: refused } = await spool.told((line) => line.refused === 'disk_low')
    shim.mend()
    const { lines } = await spool.ended
    expect(lines.filter(({ fatal }) => fatal !== undefined)).toEqual([])
    expect(lines.at(-1)).toMatchObject({ status: { refusing: null } })
    const kept = await expectAckedKept(lines)
    expect(kept).not.toContain(refused)
    expect(kept).toEqual(lines.filter(({ acked }) => acked !== undefined).map(({ text }) => text))
  })

  async function expectAckedKept(lines: readonly { acked?: number; text?: string }[]): Promise<string[]> {
    const again = await openTestSpool(directory)
    const { records } = readTexts(again)
    await again.close()
    for (const { acked, text } of lines)
      if (acked !== undefined) expect(records).toContainEqual({ sequence: acked, text })
    return records.map(({ text }) => text)
  }
})

describe('a folder or a process that takes no more files', () => {
  test('a read-only folder is refused in words', () => expectRefusedFolder())

  test('no file handles left to begin with: refused in words', async () => {
    const { lines, code } = await startSpoolProcess(directory, { name: 'starveFirst', left: 10 }, { handlesMax: 200 })
      .ended
    expect(lines).toEqual([
      { refusedToOpen: expect.stringMatching(/cannot be opened: .*EMFILE.*Nothing was accepted/) },
    ])
    expect(code).toBe(1)
  })

  test('no file handles left for a new segment: refused without spinning, and taken again', async () => {
    const limits = { segmentBytes: 2 * kilobyte }
    const { lines, code } = await startSpoolProcess(
      directory,
      { name: 'starve', bytes: 1500 },
      { handlesMax: 200, limits },
    ).ended
    const refused = lines.filter((line) => line.refused !== undefined)
    expect(refused.length).toBeGreaterThan(5)
    for (const line of refused)
      expect(line).toMatchObject({ refused: 'disk_low', reason: expect.stringMatching(/EMFILE.*ulimit -n/) })
    expect(lines.find((line) => line.cpuMs !== undefined)?.cpuMs).toBeLessThan(750)
    expect(lines.at(-1)).toMatchObject({ status: { refusing: null, gaps: [] } })
    expect(code).toBe(0)
  })
})

/** Where no file can be made nothing is accepted, and the words say why. */
async function expectRefusedFolder(): Promise<void> {
  mkdirSync(directory, { recursive: true })
  const disk = mountSmallDisk(directory, 100 * kilobyte)
  if (disk) remountSmallDisk(directory, 'ro')
  else chmodSync(directory, 0o500)
  await expect(openTestSpool(directory)).rejects.toThrow(/cannot be opened: .*(EROFS|EACCES).*Nothing was accepted/)
  expect(readdirSync(directory)).toEqual([])
  if (disk) unmountSmallDisk(directory)
  else chmodSync(directory, 0o700)
}
