import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Flusher } from '../../collector/ingest/flush/flusher.ts'
import { formatInstant } from '../../collector/store/instant.ts'
import { type FlushBench, startFlushBench } from '../support/flush-bench.ts'
import { eventRowOf, eventRows, recordOf } from '../support/spool-records.ts'
import { type FakeAnswer, type StoreProxy, startStoreProxy } from '../support/store-proxy.ts'

let bench: FlushBench
let proxy: StoreProxy
beforeAll(async () => {
  bench = await startFlushBench()
  proxy = await startStoreProxy(bench.running.connection)
})
afterAll(async () => {
  await proxy?.close()
  await bench?.stop()
})
beforeEach(async () => {
  proxy.answer(() => undefined)
  proxy.asked.length = 0
  await bench.wipe()
})

const open = () => bench.open(bench.folder(), { connection: proxy.connection })
const inserts = () => proxy.asked.filter(({ query }) => query.startsWith('INSERT INTO events '))
const lane = (flusher: Flusher, state: string) =>
  expect.poll(() => flusher.status().lane, { timeout: 30_000 }).toBe(state)

const passing: [number, string][] = [
  [252, 'Too many parts (300 with average size of 1 MiB). (TOO_MANY_PARTS)'],
  [241, '(total) memory limit exceeded. (MEMORY_LIMIT_EXCEEDED)'],
  [202, 'Too many simultaneous queries. (TOO_MANY_SIMULTANEOUS_QUERIES)'],
  [999, 'Connection loss. (KEEPER_EXCEPTION)'],
  [243, 'Cannot reserve 1.00 MiB, not enough space. (NOT_ENOUGH_SPACE)'],
  [4711, 'Something nobody has heard of. (NEW_IN_THE_NEXT_VERSION)'],
]

test.each(passing)('while the store answers %i the very same is sent again', async (code, text) => {
  const { append, flusher, close } = await open()
  let left = 3
  proxy.answer((query) => (query.startsWith('INSERT INTO events ') && left-- > 0 ? { code, text } : undefined))
  const states: string[] = []
  flusher.onState(({ lane: state, reason }) => void states.push(`${state} ${reason}`))
  await append(recordOf(eventRows(3, 'm')))
  await flusher.settled()
  expect(inserts()).toHaveLength(4)
  expect(new Set(inserts().map(({ token, body }) => `${token} ${body}`)).size).toBe(1)
  expect(states.find((state) => state.startsWith('retrying'))).toContain(`(${code} `)
  expect(flusher.status()).toMatchObject({ lane: 'running', reason: '' })
  expect(await bench.ids()).toEqual(['m-0', 'm-1', 'm-2'])
  await close()
})

test('an answer that is lost after the deed, or never comes, costs nothing but time', async () => {
  const { append, flusher, close } = await bench.open(bench.folder(), {
    connection: proxy.connection,
    limits: { idleMsMax: 1_000 },
  })
  const faults: FakeAnswer[] = ['answer_lost', 'silence', 'answer_lost']
  proxy.answer((query) => (query.startsWith('INSERT INTO events ') ? faults.pop() : undefined))
  await append(recordOf(eventRows(3, 'm')))
  await flusher.settled()
  expect(new Set(inserts().map(({ token, body }) => `${token} ${body}`)).size).toBe(1)
  expect(inserts().length).toBe(4)
  expect(await bench.rows('SELECT count() AS n FROM events')).toEqual([{ n: 3 }])
  expect(await bench.counts()).toEqual([{ source: 'crm', accepted: 3, duplicates: 0, dead_lettered: 0 }])
  await close()
})

const broken: [string, string, string, RegExp][] = [
  ['a table', 'RENAME TABLE events TO events_away', 'RENAME TABLE events_away TO events', /table is missing/],
  [
    'a column',
    'ALTER TABLE events RENAME COLUMN task TO task_away',
    'ALTER TABLE events RENAME COLUMN task_away TO task',
    /column is missing/,
  ],
]

test.each(broken)(
  'without %s the lane stops, says so, and goes on when it is back',
  async (_, breakIt, mendIt, words) => {
    const { append, flusher, close } = await open()
    await bench.run(breakIt)
    await append(recordOf(eventRows(3, 'm')))
    await lane(flusher, 'stopped')
    expect(flusher.status().reason).toMatch(words)
    await append(recordOf(eventRows(3, 'n')))
    await bench.run(mendIt)
    await flusher.settled()
    expect(flusher.status()).toMatchObject({ lane: 'running', reason: '' })
    expect((await bench.ids()).length).toBe(6)
    expect(await bench.rows('SELECT count() AS n FROM dead_letters')).toEqual([{ n: 0 }])
    await close()
  },
)

test('a constraint that refuses one row makes a dead letter of just that row', async () => {
  await bench.run(`ALTER TABLE events ADD CONSTRAINT no_thirteen CHECK record_id != 'secret-13'`)
  const { append, flusher, batches, close } = await open()
  // Dead letters are kept for thirty days.
  const received_at = formatInstant(Date.now())
  const rows = eventRows(200, 'm', { received_at }).map((row, index) =>
    index === 77 ? { ...row, record_id: 'secret-13', hits: 5 } : row,
  )
  await append(recordOf(rows))
  await flusher.settled()
  expect((await bench.ids()).length).toBe(199)
  expect(await bench.rows('SELECT code, reason, message_id, source, dataset, fields FROM dead_letters FINAL')).toEqual([
    {
      code: 'refused_by_store',
      reason: "the store's constraint no_thirteen does not hold",
      message_id: 'm-77',
      source: 'crm',
      dataset: 'events',
      fields: expect.stringContaining('"occurred_at":"2026-03-02T09:00:00.000Z"'),
    },
  ])
  expect(await bench.rows(`SELECT fields LIKE '%person%' AS told FROM dead_letters`)).toEqual([{ told: 0 }])
  expect(batches.at(-1)).toMatchObject({ rows: 199, deadLetters: 1 })
  expect(await bench.counts()).toEqual([{ source: 'crm', accepted: 200, duplicates: 0, dead_lettered: 1 }])
  await close()
  await bench.run('ALTER TABLE events DROP CONSTRAINT no_thirteen')
})

test('a constraint that refuses too much stops the lane instead of filling the dead letters', async () => {
  await bench.run(`ALTER TABLE events ADD CONSTRAINT no_deals CHECK event != 'Deal Updated'`)
  const { append, flusher, close } = await open()
  await append(recordOf(eventRows(100, 'm')))
  await lane(flusher, 'stopped')
  expect(flusher.status().reason).toMatch(/refuses too many rows.*no_deals/)
  expect(await bench.rows('SELECT count() AS n FROM dead_letters')).toEqual([{ n: 0 }])
  await bench.run('ALTER TABLE events DROP CONSTRAINT no_deals')
  await flusher.settled()
  expect((await bench.ids()).length).toBe(100)
  await close()
})

test('one bad row after the other in small batches stops the lane too', async () => {
  await bench.run(`ALTER TABLE events ADD CONSTRAINT no_deals CHECK event != 'Deal Updated'`)
  const { append, flusher, close } = await open()
  for (let index = 0; index < 3; index++) {
    await append(recordOf([eventRowOf(`m-${index}`)]))
    await flusher.settled()
  }
  await append(recordOf([eventRowOf('m-3')]))
  await lane(flusher, 'stopped')
  await bench.run('ALTER TABLE events DROP CONSTRAINT no_deals')
  await flusher.settled()
  expect(await bench.ids()).toEqual(['m-3'])
  await close()
})

test('a store that is away is waited for, and an end does not wait for it', async () => {
  const folder = bench.folder()
  const away = { ...bench.running.connection, url: 'http://127.0.0.1:9' }
  const { append, flusher, close } = await bench.open(folder, { connection: away })
  await append(recordOf(eventRows(3, 'm')))
  await lane(flusher, 'retrying')
  const waiting = expect(flusher.settled()).rejects.toThrow('stored after the next start')
  await close(50)
  await waiting
  const again = await bench.open(folder)
  await again.flusher.settled()
  expect((await bench.ids()).length).toBe(3)
  await again.close()
})
