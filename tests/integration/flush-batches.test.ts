import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openEventStore } from '../../collector/ingest/event-store.ts'
import { type FlushBench, startFlushBench } from '../support/flush-bench.ts'
import { dateAfter, eventRowOf, eventRows, recordOf } from '../support/spool-records.ts'

let bench: FlushBench
beforeAll(async () => {
  bench = await startFlushBench()
})
afterAll(() => bench?.stop())
beforeEach(() => bench.wipe())

test('what is on disk is stored, with its people and its counts', async () => {
  const { append, flusher, batches, stored, close } = await bench.open(bench.folder())
  const people: [string, string][] = [['person-0', 'anna@example.org']]
  await append(recordOf(eventRows(3, 'm'), { people, duplicates: 2 }), recordOf(eventRows(2, 'n')))
  await flusher.settled()
  expect(await bench.ids()).toEqual(['m-0', 'm-1', 'm-2', 'n-0', 'n-1'])
  expect(await bench.rows('SELECT person_key, person_id FROM identities FINAL')).toEqual([
    { person_key: 'person-0', person_id: 'anna@example.org' },
  ])
  expect(await bench.counts()).toEqual([{ source: 'crm', accepted: 7, duplicates: 2, dead_lettered: 0 }])
  expect(flusher.status()).toMatchObject({ flushedSequence: 2, lane: 'running', oldestWaitingAt: null })
  expect(batches.reduce((sum, { rows }) => sum + rows, 0)).toBe(5)
  expect(batches.at(-1)).toMatchObject({ sequence: 2, waitingBytes: 0 })
  expect(stored[0]?.get('person-0')).toEqual({ from: '2026-03-02', to: '2026-03-02' })
  await close()
})

test('an id that comes again is counted and the first stays, under any body, in one batch or another', async () => {
  const { append, flusher, close } = await bench.open(bench.folder())
  const first = eventRowOf('same "id"\\', { record_id: 'first' })
  const twin = { ...first, record_id: 'second' }
  const elsewhere = { ...first, person_key: 'person-9', date: '2026-05-01', record_id: 'third' }
  const ofOther = { ...first, source: 'legacy' }
  await append(recordOf([first, twin]), recordOf([elsewhere]))
  await flusher.settled()
  await append(recordOf([twin, elsewhere]), recordOf([ofOther], { source: 'legacy' }))
  await flusher.settled()
  const stored = 'SELECT source, record_id FROM events ORDER BY source'
  expect(await bench.rows(stored)).toEqual([
    { source: 'crm', record_id: 'first' },
    { source: 'legacy', record_id: 'first' },
  ])
  expect(await bench.counts()).toEqual([
    { source: 'crm', accepted: 5, duplicates: 4, dead_lettered: 0 },
    { source: 'legacy', accepted: 1, duplicates: 0, dead_lettered: 0 },
  ])
  await close()
})

test('an event that an import stored first stays, and no turn overlaps another', async () => {
  const events = openEventStore(bench.running.store)
  let running = 0
  const turn = <Answer>(task: () => Promise<Answer>) =>
    events.alone(async () => {
      running += 1
      expect(running).toBe(1)
      return task().finally(() => {
        running -= 1
      })
    })
  const { append, flusher, close } = await bench.open(bench.folder(), { turn })
  const imported = eventRows(50, 'm', { import_seq: 7, record_id: 'imported' })
  const sent = eventRows(100, 'm', { date: '2026-04-01', record_id: 'sent' })
  const [duplicates] = await Promise.all([events.write(imported, 1_000), append(recordOf(sent))])
  await flusher.settled()
  const taken = await bench.rows('SELECT record_id, count() AS n FROM events GROUP BY record_id ORDER BY record_id')
  expect(duplicates.size).toBe(0)
  expect(taken).toEqual([
    { record_id: 'imported', n: 50 },
    { record_id: 'sent', n: 50 },
  ])
  await close()
})

test('events of 150 months go in parts that the store takes', async () => {
  const { append, flusher, close } = await bench.open(bench.folder())
  const rows = Array.from({ length: 150 }, (_, month) =>
    eventRowOf(`m-${month}`, { date: dateAfter('2012-01-01', month * 31) }),
  )
  await append(recordOf(rows))
  await flusher.settled()
  expect(await bench.rows('SELECT count() AS n, uniqExact(toYYYYMM(date)) AS months FROM events FINAL')).toEqual([
    { n: 150, months: 150 },
  ])
  await close()
})

test('counts go by the UTC day of arrival', async () => {
  const { append, flusher, close } = await bench.open(bench.folder())
  const at = (day: number) => ({ received_at: Date.parse(`2026-03-0${day}T23:59:59Z`) })
  await append(recordOf(eventRows(1, 'a'), at(1)), recordOf(eventRows(1, 'b'), at(2)), recordOf([], { accepted: 3 }))
  await flusher.settled()
  await append(recordOf(eventRows(1, 'c'), at(1)))
  await flusher.settled()
  const days = 'SELECT toString(date) AS day, accepted FROM feed_counts FINAL ORDER BY day'
  expect(await bench.rows(days)).toEqual([
    { day: '2026-03-01', accepted: 2 },
    { day: '2026-03-02', accepted: 4 },
  ])
  await close()
})

test('batches are sealed by rows, by bytes and by age', async () => {
  // Long enough that none of the first is sealed by its age on a machine that does other things too.
  const limits = { batchRowsMax: 10, batchBytesMax: 20_000, batchWaitMs: 3_000 }
  const { append, batches, flusher, spool, close } = await bench.open(bench.folder(), { limits })
  const big = recordOf(eventRows(1, 'big', { record_id: 'x'.repeat(20_000) }))
  const small = Array.from({ length: 4 }, (_, index) => recordOf(eventRows(5, `r-${index}`)))
  await append(...small, big, big, recordOf(eventRows(1, 'last')))
  // Nobody waits in settled(): age alone must bring the last one in.
  await expect.poll(() => flusher.status().flushedSequence, { timeout: 30_000 }).toBe(spool.status().durableSequence)
  expect(batches.map(({ rows, duplicates }) => rows + duplicates)).toEqual([10, 10, 1, 1, 1])
  await close()
})

test('waiting is told by its age until it is over', async () => {
  const { append, flusher, spool, close } = await bench.open(bench.folder(), { limits: { batchWaitMs: 60_000 } })
  const seen: (number | null)[] = []
  flusher.onState((status) => void seen.push(status.oldestWaitingAt))
  const received_at = Date.parse('2026-03-02T08:00:00Z')
  await append(recordOf(eventRows(1, 'm'), { received_at }))
  await flusher.settled()
  expect(seen).toContain(received_at)
  expect(flusher.status()).toMatchObject({ oldestWaitingAt: null, waitingBytes: 0 })
  expect(flusher.status().flushedSequence).toBe(spool.status().durableSequence)
  await close()
})

test('what waits at the end is stored by one last flush', async () => {
  const folder = bench.folder()
  const { append, close } = await bench.open(folder, { limits: { batchWaitMs: 60_000 } })
  await append(recordOf(eventRows(5, 'm')))
  await close()
  expect((await bench.ids()).length).toBe(5)
})
