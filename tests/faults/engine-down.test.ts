import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { command } from '../../collector/store/query.ts'
import { usualMixture } from '../support/event-maker.ts'
import { exact, type FaultBench, startFaultBench } from '../support/fault-bench.ts'
import type { FaultLog } from '../support/fault-log.ts'
import { drawSeed } from '../support/fault-seed.ts'

const inserts = { only: /INSERT/i }

let bench: FaultBench
const seed = drawSeed('engine-down')
const logs: FaultLog[] = []
// Some thousand events a second: the engine is to die, not to be kept busy with what came in meanwhile.
const load = { seed, mixture: usualMixture, sizes: [1, 100] as [number, number], copiesMax: 2, pauseMs: 15 }

beforeAll(async () => {
  bench = await startFaultBench()
})
afterAll(() => bench?.stop())

test('the engine dies in the middle of inserts, again and again', async () => {
  const driver = bench.drive(load)
  logs.push(driver)
  for (let kill = 0; kill < 10; kill++) {
    await driver.ackedMore(50)
    // An insert is under way when its bytes trickle.
    bench.proxy.set({ kind: 'slow', bytesPerSecond: 200_000 }, inserts)
    await bench.proxy.struck(1)
    await delay(seed.dice.int(0, 60))
    await bench.engine.kill()
    bench.proxy.set({ kind: 'pass' })
    await bench.engine.start()
    // Mostly it comes back before it dies again; the pauses of a flusher that never succeeds double up to half a minute.
    if (seed.dice.chance(0.8)) await bench.flushes()
  }
  await driver.ackedMore(50)
  await driver.stop()
  expect(await bench.judge(logs), `seed ${seed.seed}`).toEqual(exact)
}, 400_000)

test('while the engine is down for long acknowledgements go on; it drains, and late sends are past its window', async () => {
  const before = bench.drive({ ...load, lanes: 2 })
  logs.push(before)
  await before.ackedMore(100)
  await bench.engine.kill()
  await before.ackedMore(3_000)
  expect([...before.refusals.keys()].filter((status) => status !== 0)).toEqual([])
  await bench.engine.start()
  // As if ten thousand other batches had passed: no block is recognised by its token any more.
  await command(bench.store.writer, 'ALTER TABLE events MODIFY SETTING non_replicated_deduplication_window = 0')
  await command(bench.store.writer, 'ALTER TABLE event_ids MODIFY SETTING non_replicated_deduplication_window = 0')
  await before.ackedMore(100)
  bench.proxy.set({ kind: 'answer_lost' }, inserts)
  await bench.proxy.struck(3)
  bench.proxy.set({ kind: 'pass' })
  await before.stop()
  expect(await bench.judge(logs), `seed ${seed.seed}`).toEqual(exact)
}, 400_000)

test('the engine dies while nothing happens: the next event finds its way', async () => {
  await bench.engine.kill()
  await delay(200)
  await bench.engine.start()
  const driver = bench.drive(load)
  logs.push(driver)
  await driver.ackedMore(200)
  await driver.stop()
  expect(await bench.judge(logs), `seed ${seed.seed}`).toEqual(exact)
})
