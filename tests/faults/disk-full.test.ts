import { rm } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { EventDriver } from '../support/event-driver.ts'
import { usualMixture } from '../support/event-maker.ts'
import { exact, startFaultBench } from '../support/fault-bench.ts'
import { drawSeed } from '../support/fault-seed.ts'
import { fillDisk, maySmallDisk } from '../support/small-disk.ts'

const mebibyte = 1_048_576
const seed = drawSeed('disk-full')
const mayMount = maySmallDisk()

// Fat events, as a segment has to be full before it can be given back.
const fat = { seed, mixture: usualMixture, sizes: [10, 40] as [number, number], padding: 7_000 }

test('the spool has used up its quota: 503 with Retry-After, and it recovers alone', () =>
  fillAndRecover({ env: { SPOOL_BYTES_MAX: String(24 * mebibyte) } }))

if (mayMount) {
  test('the disk of the spool is full: 503 with Retry-After, and it recovers alone', () =>
    fillAndRecover({
      env: { SPOOL_FREE_BYTES_MIN: String(4 * mebibyte) },
      spoolDiskBytes: 100 * mebibyte,
    }))

  test('the disk of the engine is full: acknowledgements go on, and it drains when there is room', async () => {
    const bench = await startFaultBench({ engineDiskBytes: 160 * mebibyte })
    try {
      const driver = bench.drive({ seed, mixture: usualMixture, sizes: [1, 60], copiesMax: 2, pauseMs: 20 })
      await driver.ackedMore(500)
      const ballast = await fillDisk(bench.engineFolder)
      await driver.ackedMore(2_000)
      expect(Object.fromEntries(driver.refusals)).toEqual({})
      await delay(1_500)
      await rm(ballast)
      await driver.ackedMore(200)
      await driver.stop()
      expect(await bench.judge([driver]), `seed ${seed.seed}`).toEqual(exact)
    } finally {
      await bench.stop()
    }
  })
}

async function fillAndRecover(options: Parameters<typeof startFaultBench>[0]): Promise<void> {
  const bench = await startFaultBench(options)
  try {
    const driver = bench.drive(fat)
    await driver.ackedMore(200)
    bench.proxy.set({ kind: 'refuse' })
    while ((driver.refusals.get(503) ?? 0) < 20) await delay(50)
    expectRefusalInWords(driver)
    bench.proxy.set({ kind: 'pass' })
    await driver.ackedMore(400)
    await driver.stop()
    // Nothing else was ever an answer, and the process is the one that was started.
    expect([...driver.refusals.keys()]).toEqual([503])
    expect(bench.collector.isRunning()).toBe(true)
    expect(await bench.judge([driver]), `seed ${seed.seed}`).toEqual(exact)
  } finally {
    await bench.stop()
  }
}

function expectRefusalInWords({ refusedInWords }: EventDriver): void {
  const refused = refusedInWords.get(503)
  expect(Number(refused?.retryAfter)).toBeGreaterThan(0)
  const words = { success: false, code: expect.any(String), message: expect.any(String) }
  expect(JSON.parse(refused?.text ?? '')).toMatchObject(words)
}
