import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openSpool } from '../../collector/ingest/spool/open-spool.ts'
import { type FlushBench, startFlushBench } from '../support/flush-bench.ts'
import { noteKill } from '../support/note-kill.ts'
import { quietLog } from '../support/quiet-log.ts'
import { dateAfter, eventRowOf, recordOf } from '../support/spool-records.ts'

let bench: FlushBench
beforeAll(async () => {
  bench = await startFlushBench()
})
afterAll(() => bench?.stop())
beforeEach(() => bench.wipe())

const child = fileURLToPath(new URL('../support/flush-child.mjs', import.meta.url))
const limits = { batchRowsMax: 120, keptBytesMax: 0, pauseMsMin: 20, pauseMsMax: 100, tidyMs: 20 }
const records = 6

/** A spool of two batches over so many months; more than one insert may touch go in parts. */
async function spooled(months: number): Promise<string> {
  const directory = bench.folder()
  const spool = await openSpool({
    ...{ directory, failPoint: '', log: quietLog },
    limits: { segmentBytes: 64 * 1024 ** 2, waitingBytesMax: 2 ** 32, freeBytesMin: 0 },
    onFatal: (error) => {
      throw error
    },
  })
  for (let record = 0; record < records; record++) {
    const rows = Array.from({ length: 40 }, (_, index) => {
      const month = (record % 3) * 40 + index
      return eventRowOf(`r${record}-${index}`, { date: dateAfter('2010-01-01', (month % months) * 31) })
    })
    // One is sent twice, under another body.
    const twin = eventRowOf(`r${record}-0`, { date: '2026-07-01' })
    await spool.append(recordOf([...rows, twin], { people: [['person-1', 'anna']] }))
    if (record === 2) await spool.roll()
  }
  await spool.close()
  return directory
}

/** Runs the flusher in a process of its own; answers how that ended. */
async function flushUntil(directory: string, failPoint: string): Promise<string | number | null> {
  const start = JSON.stringify({ directory, connection: bench.running.connection, failPoint, limits })
  const process = spawn('node', [child, start], { stdio: ['ignore', 'inherit', 'inherit'] })
  const [code, signal] = await once(process, 'exit')
  if (signal === 'SIGKILL') noteKill('flusher')
  return signal ?? code
}

const points: [string, number][] = [
  ['flush.looked_up', 3],
  ['flush.plan_aside', 3],
  ['flush.planned', 3],
  ['flush.part_sent', 95],
  ['flush.part_sent:3', 95],
  ['flush.sent', 3],
  ['flush.checkpoint_aside', 3],
  ['flush.checkpointed', 3],
  ['flush.checkpointed:2', 3],
  ['flush.segment_dropped', 3],
]

test.each(points)('killed at %s, twice, and started again: everything is stored once', async (point, months) => {
  const directory = await spooled(months)
  expect(await flushUntil(directory, point)).toBe('SIGKILL')
  // During recovery as well, where the point is passed once more.
  expect(['SIGKILL', 0]).toContain(await flushUntil(directory, point))
  expect(await flushUntil(directory, '')).toBe(0)
  const sums = 'SELECT count() AS n, uniqExact(message_id) AS ids FROM'
  const all = [{ n: records * 40, ids: records * 40 }]
  expect(await bench.rows(`${sums} events FINAL`)).toEqual(all)
  // Nothing was even written twice: the plan came again, not the rows.
  expect(await bench.rows(`${sums} events`)).toEqual(all)
  expect(await bench.rows(`${sums} event_ids`)).toEqual(all)
  expect(await bench.counts()).toEqual([
    { source: 'crm', accepted: records * 41, duplicates: records, dead_lettered: 0 },
  ])
  expect(readdirSync(directory).filter((file) => file.endsWith('.seg'))).toHaveLength(1)
  expect(readdirSync(directory)).not.toContain('plan.json')
})
