import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EventDriver } from '../support/event-driver.ts'
import { usualMixture } from '../support/event-maker.ts'
import { exact, type FaultBench, startFaultBench } from '../support/fault-bench.ts'
import { drawSeed } from '../support/fault-seed.ts'
import { answerPlaces, requestPlaces } from '../support/http-places.ts'
import type { ProxyFault } from '../support/tcp-proxy.ts'

const mebibyte = 1_048_576
const growthMax = 250 * mebibyte

const places = [...requestPlaces, ...answerPlaces]
const faults: { name: string; fault: ProxyFault; hits: number; only?: RegExp }[] = [
  { name: 'the answer is lost after the commit', fault: { kind: 'answer_lost' }, hits: 4, only: /INSERT/i },
  { name: 'every answer is lost', fault: { kind: 'answer_lost' }, hits: 6 },
  ...places.map((place) => ({ name: `cut in ${place}`, fault: { kind: 'cut', place } as const, hits: 4 })),
  ...places.map((place) => ({
    ...{ name: `an insert cut in ${place}`, fault: { kind: 'cut', place } as const, hits: 2 },
    only: /INSERT/i,
  })),
  { name: 'slow', fault: { kind: 'slow', bytesPerSecond: 40_000 }, hits: 8 },
  { name: 'idle connections are reset', fault: { kind: 'reset_idle', afterMs: 20 }, hits: 5 },
  { name: 'connections are refused', fault: { kind: 'refuse' }, hits: 5 },
]

let bench: FaultBench
let driver: EventDriver
const seed = drawSeed('proxy')
let residentAtFirst = 0

beforeAll(async () => {
  bench = await startFaultBench()
  driver = bench.drive({ seed, mixture: usualMixture, sizes: [1, 100], copiesMax: 2, pauseMs: 20 })
  await driver.ackedMore(1_000)
  residentAtFirst = bench.collector.residentBytes()
})
afterAll(async () => {
  await driver?.stop()
  await bench?.stop()
})

for (const { name, fault, hits, only } of faults) {
  test(`between collector and engine: ${name}; acknowledgements go on`, async () => {
    bench.proxy.set(fault, only)
    await bench.proxy.struck(hits)
    await driver.ackedMore(20)
    bench.proxy.set({ kind: 'pass' })
    await driver.ackedMore(20)
    expect(bench.collector.residentBytes()).toBeLessThan(residentAtFirst + growthMax)
  }, 90_000)
}

test('half-open connections to the engine: the flusher gives them up by itself', async () => {
  bench.proxy.set({ kind: 'half_open' })
  await bench.proxy.struck(2)
  await driver.ackedMore(20)
  bench.proxy.set({ kind: 'pass' })
  await driver.ackedMore(200)
}, 90_000)

test('after all of that the oracle finds nothing, and refusals were none', async () => {
  await driver.stop()
  expect(await bench.judge([driver], { waitMsMax: 180_000 }), `seed ${seed.seed}`).toEqual(exact)
  expect(Object.fromEntries(driver.refusals)).toEqual({})
}, 240_000)
