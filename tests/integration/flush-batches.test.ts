import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type FlushBench, startFlushBench } from '../support/flush-bench.ts'
import { dateAfter, eventRowOf, eventRows, recordOf } from '../support/spool-records.ts'

let bench: FlushBench
beforeAll(async () => {
  bench = await startFlushBench()
})
afterAll(() => bench?.stop())
beforeEach(() => bench.wipe())

const ids = async () =>
  (await bench.rows('SELECT message_id FROM events FINAL ORDER BY message_id')).map((row) => row.message_id)
const counts = () =>
  bench.rows('SELECT source, accepted, duplicates, dead_lettered FROM feed_counts FINAL ORDER BY source, date')

test('what is on disk is stored, with its people and its counts', async () => {
  const { append, flusher, batches, close } = await bench.open(bench.folder())
  const people: [string, string][] = [['person-0', 'anna@example.org']]
  await append(recordOf(eventRows(3, 'm'), { people, duplicates: 2 }), recordOf(eventRows(2, 'n')))
  await flusher.settled()
  expect(await ids()).toEqual(['m-0', 'm-1', 'm-2', 'n-0', 'n-1'])
  expect(await bench.rows('SELECT person_key, person_id FROM identities FINAL')).toEqual([
    { person_key: 'person-0', person_id: 'anna@example.org' },
  ])
  expect(await counts()).toEqual([{ source: 'crm', accepted: 7, duplicates: 2, dead_lettered: 0 }])
  expect(flusher.status()).toMatchObject({ flushedSequence: 2, lane: 'running', oldestWaitingAt: null })
  expect(batches.at(-1)).toMatchObject({ sequence: 2, rows: 5, duplicates: 2, waitingBytes: 0 })
  expect(batches.at(-1)?.personMonths.get('person-0')).toEqual({ from: '2026-03-02', to: '2026-03-02' })
  await close()
})
