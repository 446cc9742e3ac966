import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EventDriver } from '../support/event-driver.ts'
import { exact, type FaultBench, startFaultBench } from '../support/fault-bench.ts'
import { drawSeed } from '../support/fault-seed.ts'

// Generous, as two cores carry sender, collector, engine and questions at once: what must not happen is that
// acknowledgements wait for reports, which take hundreds of times as long.
const factor = 20
const atLeastMs = 50
const questions = [
  '/api/measures/adoption?by=department',
  '/api/measures/adoption_trend?by=none',
  '/api/measures/coverage',
  '/api/people?limit=200',
]

let bench: FaultBench
const seed = drawSeed('reports-during-ingest')

beforeAll(async () => {
  bench = await startFaultBench()
})
afterAll(() => bench?.stop())

test('eight reports at a time during ingest: acknowledgements go on as before', async () => {
  const driver = bench.drive({ seed, lanes: 4, sizes: [20, 20], pauseMs: 5 })
  await driver.ackedMore(500)
  const quiet = await latenciesOf(driver, 2_000)
  const asking = askAllTheTime(bench)
  const busy = await latenciesOf(driver, 2_000)
  const asked = await asking.stop()
  await driver.stop()
  const [alone, beside] = [percentile99(quiet), percentile99(busy)]
  process.stdout.write(`99 % of answers within ${alone} ms alone, ${beside} ms beside ${asked} reports\n`)
  expect(asked).toBeGreaterThanOrEqual(8)
  expect(beside).toBeLessThan(Math.max(atLeastMs, alone) * factor)
  expect(Object.fromEntries(driver.refusals)).toEqual({})
  expect(await bench.judge([driver]), `seed ${seed.seed}`).toEqual(exact)
})

/** Milliseconds of each answer while so many more events are acknowledged. */
async function latenciesOf(driver: EventDriver, events: number): Promise<number[]> {
  driver.latencies.length = 0
  await driver.ackedMore(events)
  return [...driver.latencies]
}

/** Asks by eight lanes until it is told to stop; answers how many reports came. */
function askAllTheTime({ collector }: FaultBench): { stop(): Promise<number> } {
  let isStopped = false
  let asked = 0
  const running = Array.from({ length: 8 }, async (_, lane) => {
    for (let turn = lane; !isStopped; turn++) {
      await collector.json(questions[turn % questions.length] ?? '')
      asked += 1
    }
  })
  return {
    async stop() {
      isStopped = true
      await Promise.all(running)
      return asked
    },
  }
}

function percentile99(values: number[]): number {
  return Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.99)] ?? 0)
}
