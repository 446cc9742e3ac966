import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { usualMixture } from '../support/event-maker.ts'
import { exact, type FaultBench, startFaultBench } from '../support/fault-bench.ts'
import { countOne, type FaultLog } from '../support/fault-log.ts'
import { drawSeed } from '../support/fault-seed.ts'
import { faults } from './soak-faults.ts'

const minutes = Number(process.env.SOAK_MINUTES ?? 1)
const endAt = Date.now() + minutes * 60_000
/** File that every answer 200 is written to. */
const file = process.env.SOAK_LOG
/** The oracle is also asked on the way, so that a long run says early what is wrong. */
const judgeEveryMs = 5 * 60_000

let bench: FaultBench
const seed = drawSeed('soak')
const logs: FaultLog[] = []
const done = new Map<string, number>()

beforeAll(async () => {
  bench = await startFaultBench()
})
afterAll(() => bench?.stop())

test(
  'random faults under load for as long as asked: the oracle finds nothing',
  async () => {
    do await stretch(Math.min(endAt, Date.now() + judgeEveryMs))
    while (Date.now() < endAt)
  },
  minutes * 60_000 * 3 + 600_000,
)

/** Faults until an instant, then the verdict over everything so far. */
async function stretch(until: number): Promise<void> {
  const driver = bench.drive({
    seed,
    mixture: usualMixture,
    sizes: [1, 100],
    copiesMax: 3,
    pauseMs: 30,
    ...(file === undefined ? {} : { file }),
  })
  logs.push(driver)
  const names = Object.keys(faults)
  while (Date.now() < until) {
    const name = names[seed.dice.int(0, names.length - 1)] ?? ''
    countOne(done, name)
    await faults[name]?.({ bench, driver, dice: seed.dice })
    await delay(seed.dice.int(0, 1_000))
  }
  await driver.stop()
  const verdict = await bench.judge(logs, { waitMsMax: 300_000 })
  report(verdict)
  expect(verdict, `seed ${seed.seed}`).toEqual(exact)
}

function report(verdict: object): void {
  const acked = logs.reduce((sum, log) => sum + log.acked.size, 0)
  const sent = logs.reduce((sum, log) => sum + log.sent.size, 0)
  const refusals = logs.flatMap((log) => [...log.refusals]).map(([status, count]) => `${status}: ${count}`)
  const lines = [
    `seed ${seed.seed}; events sent ${sent}, acknowledged ${acked}; requests refused ${refusals.join(', ') || 'none'}`,
    ...[...done].sort().map(([name, count]) => `  ${name}: ${count}`),
    `verdict: ${JSON.stringify(verdict)}`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
