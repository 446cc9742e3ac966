import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { queryRows } from '../../collector/store/query.ts'
import type { CollectorProcess } from '../support/collector-process.ts'
import { usualMixture } from '../support/event-maker.ts'
import { exact, type FaultBench, startFaultBench } from '../support/fault-bench.ts'
import { type FaultLog, noteAcked, noteSent, openFaultLog, type SentBatch } from '../support/fault-log.ts'
import { drawSeed } from '../support/fault-seed.ts'

const answer = z.object({ accepted: z.number(), duplicates: z.number() })

let bench: FaultBench
const seed = drawSeed('duplicates')
const logs: FaultLog[] = []

beforeAll(async () => {
  bench = await startFaultBench()
})
afterAll(() => bench?.stop())

test('fifty identical requests at once: one is new, forty-nine are duplicates', async () => {
  const log = openFaultLog(seed.seed)
  logs.push(log)
  const batch = batchOf(['same-1', 'same-2', 'same-3'], 'Sales-1')
  const answers = await Promise.all(Array.from({ length: 50 }, () => send(bench.collector, batch, log)))
  expect(answers.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(150)
  expect(await bench.judge(logs)).toEqual(exact)
  // At the door or on the way into the store: together all but one of each.
  const [counts] = await queryRows(bench.store.writer, 'SELECT sum(duplicates) AS duplicates FROM feed_counts FINAL')
  expect(Number(counts?.duplicates)).toBe(147)
})

test('the same id with another body, person and day: the first wins, also after a restart', async () => {
  const log = openFaultLog(seed.seed)
  logs.push(log)
  await send(bench.collector, batchOf(['first-1', 'first-2'], 'Sales-2'), log)
  const later = { ...batchOf(['first-1', 'first-2'], 'Sales-3', '2026-01-05T10:00:00Z', 'twin-'), marks: [] }
  await send(bench.collector, later, log)
  await bench.collector.kill()
  await bench.collector.start()
  await send(bench.collector, later, log)
  expect(await bench.judge(logs)).toEqual(exact)
})

test('every batch one to five times, shuffled over three collectors that are killed and started again', async () => {
  const collectors = [bench.collector, await bench.addCollector(), await bench.addCollector()] as const
  // Two spools have no common order, so the same id always comes with the same body here.
  const mixture = { ...usualMixture, twins: 0 }
  const driver = bench.drive({ seed, mixture, sizes: [1, 60], copiesMax: 5, lanes: 3, pauseMs: 60 })
  logs.push(driver)
  for (let kill = 0; kill < 9; kill++) {
    await driver.ackedMore(150)
    const victim = seed.dice.pick(collectors)
    // As often as not it is one that has not quite started yet.
    if (seed.dice.chance(0.4)) await victim.greeted()
    await victim.kill()
    victim.launch()
  }
  await driver.ackedMore(150)
  for (const one of collectors) expect([await one.greeted(), one.words()]).toEqual([true, expect.anything()])
  await driver.stop()
  expect(await bench.judge(logs, { manySpools: true }), `seed ${seed.seed}`).toEqual(exact)
}, 600_000)

/** A batch about one person; with a prefix its records are others than those that the ids came with first. */
function batchOf(marks: string[], userId: string, timestamp = '2026-02-03T09:00:00Z', prefix = ''): SentBatch {
  const batch = marks.map((mark) => {
    const properties = { object: 'opportunity', record_id: `${prefix}${mark}` }
    return { type: 'track', messageId: mark, userId, event: 'Record Updated', timestamp, properties }
  })
  return { body: JSON.stringify({ batch }), marks, bad: [], size: marks.length }
}

async function send(collector: CollectorProcess, batch: SentBatch, log: FaultLog) {
  noteSent(log, batch)
  log.attempted += batch.size
  const headers = { Authorization: `Basic ${btoa(`${collector.writeKey() || bench.collector.writeKey()}:`)}` }
  const got = await fetch(`${collector.url()}/v1/batch`, { method: 'POST', headers, body: batch.body })
  const body: unknown = await got.json()
  expect(got.status, JSON.stringify(body)).toBe(200)
  noteAcked(log, batch, body)
  return answer.parse(body)
}
