import { readdir, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSpool } from '../../collector/ingest/spool/open-spool.ts'
import type { CollectorProcess } from '../support/collector-process.ts'
import type { EventDriver } from '../support/event-driver.ts'
import { usualMixture } from '../support/event-maker.ts'
import { exact, type FaultBench, startFaultBench } from '../support/fault-bench.ts'
import { drawSeed } from '../support/fault-seed.ts'
import { noteKill } from '../support/note-kill.ts'
import { quietLog } from '../support/quiet-log.ts'

/** Points on the way of every request or batch, and the latest pass to die at. */
const underLoad: [string, number][] = [
  ['spool.before_write', 20],
  ['spool.written', 20],
  ['spool.synced', 20],
  ['spool.answered', 20],
  ['sink.acked', 40],
  ['flush.looked_up', 2],
  ['flush.plan_aside', 2],
  ['flush.planned', 2],
  ['flush.part_sent', 2],
  ['flush.sent', 2],
  ['flush.checkpoint_aside', 2],
  ['flush.checkpointed', 2],
]
const inRecovery = ['recover.cut', 'recover.opened']
const inFreshFolder = ['spool.roll_header', 'spool.rolled']

let bench: FaultBench
let driver: EventDriver
const seed = drawSeed('kill-fail-points')

beforeAll(async () => {
  bench = await startFaultBench()
  // Two spools have no common order, so the same id always comes with the same body here.
  const mixture = { ...usualMixture, twins: 0 }
  // At some hundred requests a second, so that each start is not spent on deriving what came before.
  driver = bench.drive({ seed, mixture, sizes: [1, 60], copiesMax: 3, pauseMs: 10 })
  await driver.ackedMore(100)
})
afterAll(async () => {
  await driver?.stop()
  await bench?.stop()
})

for (const [round, points] of [
  ['each point', underLoad],
  ['half of the points once more', underLoad.filter(() => seed.dice.chance(0.5))],
] as const) {
  test(`dies at ${round} under load and at recovery`, async () => {
    const { collector } = bench
    await collector.kill()
    for (const [name, latest] of points) {
      await diesAt(collector, `${name}:${seed.dice.int(1, latest)}`)
      for (const point of inRecovery) if (seed.dice.chance(0.2)) await diesAt(collector, point)
    }
    for (const point of inRecovery) await diesAt(collector, point)
    await collector.start()
    await driver.ackedMore(100)
  }, 900_000)
}

test('dies while the first segment of a spool is made', async () => {
  for (const point of inFreshFolder) {
    const fresh = await bench.prepareCollector()
    await diesAt(fresh, point)
    await fresh.start()
  }
  await driver.ackedMore(200)
}, 900_000)

test('dies while loaded segments are dropped', async () => {
  const { collector } = bench
  await collector.stop()
  await ageSegments(join(collector.dataDir, 'spool'))
  await diesAt(collector, 'flush.segment_dropped')
  await collector.start()
  await driver.ackedMore(100)
}, 900_000)

test('after all of that the oracle finds nothing', async () => {
  await driver.stop()
  expect(await bench.judge([driver], { manySpools: true }), `seed ${seed.seed}`).toEqual(exact)
}, 900_000)

/** Starts it with a point to die at; it must get there and die by itself. */
async function diesAt(collector: CollectorProcess, point: string): Promise<void> {
  collector.launch({ TAKEHOLD_FAIL_POINT: point })
  expect([point, await collector.ended(), collector.words()]).toEqual([
    point,
    { code: null, signal: 'SIGKILL' },
    expect.anything(),
  ])
  noteKill('collector')
}

/** Closes the newest segment and makes all that are closed older than anything is kept. */
async function ageSegments(directory: string): Promise<void> {
  const limits = { segmentBytes: 2 ** 26, waitingBytesMax: 2 ** 30, freeBytesMin: 0 }
  const fails = (error: Error) => {
    throw error
  }
  const spool = await openSpool({ directory, limits, failPoint: '', log: quietLog, onFatal: fails })
  await spool.roll()
  await spool.close()
  const old = Date.now() / 1000 - 3 * 86_400
  const segments = (await readdir(directory)).filter((name) => name.endsWith('.seg'))
  for (const name of segments) await utimes(join(directory, name), old, old)
}
