import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EventDriver } from '../support/event-driver.ts'
import { usualMixture } from '../support/event-maker.ts'
import { exact, type FaultBench, startFaultBench } from '../support/fault-bench.ts'
import { drawSeed } from '../support/fault-seed.ts'
import { answerPlaces, requestPlaces } from '../support/http-places.ts'
import type { ProxyChoice, ProxyFault } from '../support/tcp-proxy.ts'

const mebibyte = 1_048_576
const growthMax = 250 * mebibyte

const cuts: ProxyFault[] = [...requestPlaces, ...answerPlaces].map((place) => ({ kind: 'cut', place }))
const inserts = /INSERT/i

// The last step of a batch: what was struck comes through before the next strike, so that pauses never grow for long.
const restUntil = /INSERT.{1,9}INTO.{1,9}feed_counts/i
const seed = drawSeed('proxy')
const dice = seed.branch('strikes')
const skip = () => dice.int(0, 3)

const faults: [string, ProxyFault | ProxyFault[], { hits: number } & ProxyChoice][] = [
  [
    'answers of inserts are lost after the commit, several in a row',
    { kind: 'answer_lost' },
    { hits: 3, only: inserts },
  ],
  ['answers are lost', { kind: 'answer_lost' }, { hits: 5, skip, restUntil }],
  ['cut at each class of bytes in turn', cuts, { hits: cuts.length, skip, restUntil }],
  ['inserts cut at each class of bytes in turn', cuts, { hits: cuts.length, only: inserts, skip, restUntil }],
  ['slow', { kind: 'slow', bytesPerSecond: 80_000 }, { hits: 5 }],
  ['idle connections are reset', { kind: 'reset_idle', afterMs: 20 }, { hits: 5, skip, restUntil }],
  ['connections are refused', { kind: 'refuse' }, { hits: 3 }],
]

let bench: FaultBench
let driver: EventDriver
let residentAtFirst = 0

beforeAll(async () => {
  bench = await startFaultBench()
  driver = bench.drive({ seed, mixture: usualMixture, sizes: [1, 100], copiesMax: 2, pauseMs: 60 })
  await driver.ackedMore(1_000)
  residentAtFirst = bench.collector.residentBytes()
})
afterAll(async () => {
  await driver?.stop()
  await bench?.stop()
})

for (const [name, fault, { hits, ...choice }] of faults) {
  test(`between collector and engine: ${name}; acknowledgements go on`, async () => {
    bench.proxy.set(fault, choice)
    await bench.proxy.struck(hits)
    await driver.ackedMore(20)
    bench.proxy.set({ kind: 'pass' })
    await driver.ackedMore(20)
    expect(bench.collector.residentBytes()).toBeLessThan(residentAtFirst + growthMax)
  })
}

test('half-open connections to the engine: the flusher gives them up by itself', async () => {
  bench.proxy.set({ kind: 'half_open' }, { only: /events/ })
  await bench.proxy.struck(1)
  await driver.ackedMore(20)
  bench.proxy.set({ kind: 'pass' })
  await driver.ackedMore(200)
})

test('after all of that the oracle finds nothing, and refusals were none', async () => {
  await driver.stop()
  expect(await bench.judge([driver]), `seed ${seed.seed}`).toEqual(exact)
  expect(Object.fromEntries(driver.refusals)).toEqual({})
})
