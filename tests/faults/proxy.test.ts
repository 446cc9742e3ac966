import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EventDriver } from '../support/event-driver.ts'
import { usualMixture } from '../support/event-maker.ts'
import { exact, type FaultBench, startFaultBench } from '../support/fault-bench.ts'
import { drawSeed } from '../support/fault-seed.ts'
import { answerPlaces, requestPlaces } from '../support/http-places.ts'
import type { ProxyFault } from '../support/tcp-proxy.ts'

const mebibyte = 1_048_576
const growthMax = 250 * mebibyte

const cuts: ProxyFault[] = [...requestPlaces, ...answerPlaces].map((place) => ({ kind: 'cut', place }))
const inserts = /INSERT/i

// A batch takes several exchanges: striking one of ten lets others through, so that pauses do not grow.
const faults: [string, ProxyFault | ProxyFault[], { hits: number; only?: RegExp; every?: number }][] = [
  ['answers of inserts are lost after the commit', { kind: 'answer_lost' }, { hits: 4, only: inserts }],
  ['answers are lost', { kind: 'answer_lost' }, { hits: 5, every: 9 }],
  ['cut at each class of bytes in turn', cuts, { hits: cuts.length, every: 10 }],
  ['inserts cut at each class of bytes in turn', cuts, { hits: cuts.length, only: inserts, every: 2 }],
  ['slow', { kind: 'slow', bytesPerSecond: 80_000 }, { hits: 5 }],
  ['idle connections are reset', { kind: 'reset_idle', afterMs: 20 }, { hits: 5 }],
  ['connections are refused', { kind: 'refuse' }, { hits: 3 }],
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

for (const [name, fault, { hits, ...which }] of faults) {
  test(`between collector and engine: ${name}; acknowledgements go on`, async () => {
    bench.proxy.set(fault, which)
    await bench.proxy.struck(hits, 200_000)
    await driver.ackedMore(20)
    bench.proxy.set({ kind: 'pass' })
    await driver.ackedMore(20)
    expect(bench.collector.residentBytes()).toBeLessThan(residentAtFirst + growthMax)
  }, 240_000)
}

test('half-open connections to the engine: the flusher gives them up by itself', async () => {
  bench.proxy.set({ kind: 'half_open' }, { only: /events/ })
  await bench.proxy.struck(1, 120_000)
  await driver.ackedMore(20)
  bench.proxy.set({ kind: 'pass' })
  await driver.ackedMore(200)
}, 240_000)

test('after all of that the oracle finds nothing, and refusals were none', async () => {
  await driver.stop()
  expect(await bench.judge([driver], { waitMsMax: 180_000 }), `seed ${seed.seed}`).toEqual(exact)
  expect(Object.fromEntries(driver.refusals)).toEqual({})
}, 240_000)
