import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { usualMixture } from '../support/event-maker.ts'
import { exact, type FaultBench, startFaultBench } from '../support/fault-bench.ts'
import { type FaultLog, noteAcked, noteSent, openFaultLog, type SentBatch } from '../support/fault-log.ts'
import { drawSeed } from '../support/fault-seed.ts'

let bench: FaultBench
const seed = drawSeed('stop-collector')
const logs: FaultLog[] = []

beforeAll(async () => {
  bench = await startFaultBench()
})
afterAll(() => bench?.stop())

test('SIGTERM under load: requests under way are answered, the exit code is 0, and nothing is lost', async () => {
  const { collector } = bench
  const driver = bench.drive({ seed, mixture: usualMixture, sizes: [1, 60], copiesMax: 3, pauseMs: 10 })
  const log = openFaultLog(seed.seed)
  logs.push(driver, log)
  for (let stop = 0; stop < 5; stop++) {
    await driver.ackedMore(50)
    const begun = await Promise.all(Array.from({ length: 8 }, (_, index) => beginRequest(bench, stop * 8 + index)))
    const stopped = collector.stop()
    await delay(seed.dice.int(0, 300))
    const answers = await Promise.all(begun.map((each) => each.finish(log)))
    expect(answers.filter((status) => status !== 200 && status !== 503)).toEqual([])
    expect(await stopped).toBe(0)
    await collector.start()
  }
  await driver.stop()
  expect(log.acked.size).toBeGreaterThan(0)
  expect(await bench.judge(logs), `seed ${seed.seed}`).toEqual(exact)
})

test('SIGSTOP and SIGCONT: what hangs goes on where it was, and nothing is lost', async () => {
  const { collector } = bench
  const driver = bench.drive({
    seed,
    mixture: usualMixture,
    sizes: [1, 60],
    copiesMax: 3,
    pauseMs: 10,
    waitMsMax: 1_000,
  })
  logs.push(driver)
  for (let freeze = 0; freeze < 6; freeze++) {
    await driver.ackedMore(50)
    collector.signal('SIGSTOP')
    // Sometimes longer than a sender waits, so that it sends again what is taken later.
    await delay(seed.dice.pick([50, 300, 1_500]))
    collector.signal('SIGCONT')
  }
  await driver.ackedMore(50)
  await driver.stop()
  expect(await bench.judge(logs), `seed ${seed.seed}`).toEqual(exact)
})

test('SIGTERM while the store is away, running or starting: it ends by itself with 0, and nothing is lost', async () => {
  const { collector, engine, proxy } = bench
  const driver = bench.drive({ seed, mixture: usualMixture, sizes: [1, 60], pauseMs: 10 })
  logs.push(driver)
  await driver.ackedMore(200)
  await engine.kill()
  await driver.ackedMore(50)
  expect(await collector.stop()).toBe(0)
  // A start that has found the store and loses it while it derives what was left behind.
  await engine.start()
  proxy.set({ kind: 'slow', bytesPerSecond: 2_000 }, { only: /rollup_marks|person_months|person_state/ })
  collector.launch()
  await driver.ackedMore(50)
  await engine.kill()
  expect(await collector.stop()).toBe(0)
  proxy.set({ kind: 'pass' })
  await engine.start()
  await collector.start()
  await driver.stop()
  expect(await bench.judge(logs), `seed ${seed.seed}`).toEqual(exact)
})

/** A request that the server has accepted, as it said 100, and that lacks the second half of its body. */
async function beginRequest({ collector }: FaultBench, number: number) {
  const mark = `slow-${process.pid}-${number}`
  const properties = { object: 'opportunity', record_id: mark }
  const message = { type: 'track', messageId: mark, userId: 'Sales-1', event: 'Record Updated', properties }
  const body = JSON.stringify({ batch: [{ ...message, timestamp: new Date().toISOString() }] })
  const batch: SentBatch = { body, marks: [mark], bad: [], size: 1 }
  const sending = request(`${collector.url()}/v1/batch`, {
    method: 'POST',
    agent: false,
    headers: {
      Authorization: `Basic ${btoa(`${collector.writeKey()}:`)}`,
      'Content-Length': body.length,
      Expect: '100-continue',
    },
  })
  sending.flushHeaders()
  await once(sending, 'continue')
  sending.write(body.slice(0, 40))
  return { finish: (log: FaultLog) => finishRequest(sending, batch, log) }
}

/** Sends the rest; answers the status, 0 when the connection was reset. */
async function finishRequest(sending: ClientRequest, batch: SentBatch, log: FaultLog): Promise<number> {
  noteSent(log, batch)
  log.attempted += batch.size
  sending.end(batch.body.slice(40))
  try {
    const [answer]: IncomingMessage[] = await once(sending, 'response')
    const text = (await answer?.setEncoding('utf8').toArray())?.join('') ?? ''
    if (answer?.statusCode === 200) noteAcked(log, batch, JSON.parse(text))
    return answer?.statusCode ?? 0
  } catch {
    return 0
  }
}
