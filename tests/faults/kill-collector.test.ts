import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EventDriver } from '../support/event-driver.ts'
import { usualMixture } from '../support/event-maker.ts'
import { exact, type FaultBench, startFaultBench } from '../support/fault-bench.ts'
import { drawSeed } from '../support/fault-seed.ts'

const killsUnderLoad = 90
const killsInStart = 30
const loadMs: [number, number] = [50, 600]

let bench: FaultBench
let driver: EventDriver
const seed = drawSeed('kill-collector')

beforeAll(async () => {
  bench = await startFaultBench()
  // Small batches, so that a kill meets many of them at every stage.
  driver = bench.drive({ seed, mixture: usualMixture, sizes: [1, 60], copiesMax: 3, pauseMs: 10 })
})
afterAll(async () => {
  await driver?.stop()
  await bench?.stop()
})

test(`SIGKILL under load, ${killsUnderLoad} times: nothing acknowledged is lost, nothing counts twice`, async () => {
  const { collector } = bench
  for (let kill = 0; kill < killsUnderLoad; kill++) {
    await driver.ackedMore(1)
    // Acknowledgements begin before the store is asked; now and then everything is to be under way.
    if (seed.dice.chance(0.1)) await collector.greeted()
    await delay(seed.dice.int(...loadMs))
    await collector.kill()
    collector.launch()
  }
  await driver.ackedMore(1)
  process.stdout.write(`${killsUnderLoad} kills, ${driver.acked.size} events acknowledged\n`)
}, 900_000)

test(`SIGKILL within the start, ${killsInStart} times, where it recovers`, async () => {
  const { collector } = bench
  await collector.kill()
  const startMs = await msToStart(bench)
  for (let kill = 0; kill < killsInStart; kill++) {
    await collector.kill()
    collector.launch()
    await delay(seed.dice.int(0, startMs))
  }
  await collector.kill()
  await collector.start()
  await driver.ackedMore(1)
}, 400_000)

test('after all of that the oracle finds nothing', async () => {
  await driver.stop()
  expect(await bench.judge([driver]), `seed ${seed.seed}`).toEqual(exact)
})

async function msToStart({ collector }: FaultBench): Promise<number> {
  const beganMs = performance.now()
  await collector.start()
  return Math.ceil(performance.now() - beganMs)
}
