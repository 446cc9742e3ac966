import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openFlusher } from '../../collector/ingest/flush/open-flusher.ts'
import { type FlushBench, startFlushBench } from '../support/flush-bench.ts'
import { quietLog } from '../support/quiet-log.ts'
import { eventRows, recordOf } from '../support/spool-records.ts'
import { startStoreProxy } from '../support/store-proxy.ts'

let bench: FlushBench
beforeAll(async () => {
  bench = await startFlushBench()
})
afterAll(() => bench?.stop())
beforeEach(() => bench.wipe())

const limits = { batchRowsMax: 10 }
const expected = Array.from({ length: 5 }, (_, record) => [`r${record}-0`, `r${record}-1`]).flat()
const counted = [{ source: 'crm', accepted: 10, duplicates: 0, dead_lettered: 0 }]

/** A folder whose five records are stored, two at a time. */
async function loaded(): Promise<string> {
  const folder = bench.folder()
  const { append, flusher, close } = await bench.open(folder, { limits })
  for (let record = 0; record < 5; record++) {
    await append(recordOf(eventRows(2, `r${record}`)))
    await flusher.settled()
  }
  await close()
  return folder
}

/** Opens the folder again and says what is in the store then. */
async function reopened(folder: string, early: Buffer[] = []) {
  const { append, flusher, spool, batches, close } = await bench.open(folder, { limits, early })
  await flusher.settled()
  const rows = await bench.rows('SELECT count() AS n FROM events FINAL')
  const once = { ids: await bench.ids(), counts: await bench.counts(), n: Number(rows[0]?.n) }
  await append(recordOf(eventRows(1, 'later')))
  await flusher.settled()
  expect((await bench.ids()).filter((id) => id === 'later-0')).toHaveLength(1)
  expect((await bench.counts())[0]).toMatchObject({ accepted: 11, duplicates: 0 })
  expect(flusher.status().flushedSequence).toBe(spool.status().durableSequence)
  await close()
  return { ...once, batches }
}

/** A file as the flusher writes it. */
const written = (body: object) => JSON.stringify({ ...body, crc: crc32(JSON.stringify(body)) })

const checkpoints: [string, (file: string, old: string) => void][] = [
  ['lost', (file) => rmSync(file)],
  ['stale', (file, old) => writeFileSync(file, old)],
  ['torn', (file) => writeFileSync(file, readFileSync(file).subarray(0, 40))],
  ['garbage', (file) => writeFileSync(file, Buffer.from([0, 1, 2, 255, 254]))],
  ['empty', (file) => writeFileSync(file, '')],
  ['of another version', (file) => writeFileSync(file, written({ version: 9, spool: 'x', flushed_sequence: 5 }))],
]

test.each(checkpoints)('a checkpoint that is %s costs a second look and nothing else', async (_, spoil) => {
  const folder = bench.folder()
  const file = join(folder, 'checkpoint.json')
  const first = await bench.open(folder, { limits })
  await first.append(recordOf(eventRows(2, 'r0')))
  await first.flusher.settled()
  const old = readFileSync(file, 'utf8')
  await first.append(...[1, 2, 3, 4].map((record) => recordOf(eventRows(2, `r${record}`))))
  await first.flusher.settled()
  await first.close()
  spoil(file, old)
  expect(await reopened(folder)).toMatchObject({ ids: expected, counts: counted, n: 10 })
})

test.each([
  ['at once', 0],
  ['after more has come', 1],
])('a checkpoint from the future loses nothing, when the flusher begins %s', async (_, before) => {
  const folder = await loaded()
  const file = join(folder, 'checkpoint.json')
  const { crc: _crc, ...body } = JSON.parse(readFileSync(file, 'utf8'))
  const counts = body.counts.map((total: object) => ({ ...total, accepted: 999, sequence: 5_000, through: 5_000 }))
  writeFileSync(file, written({ ...body, flushed_sequence: 5_000, counts }))
  // As if the last ones had never come into the store.
  for (const table of ['events', 'event_ids']) {
    await bench.run(`ALTER TABLE ${table} DELETE WHERE message_id > 'r3' SETTINGS mutations_sync = 1`)
  }
  const early = Array.from({ length: before }, () => recordOf([], { source: 'legacy', accepted: 1 }))
  const legacy = early.map(() => ({ source: 'legacy', accepted: 1, duplicates: 0, dead_lettered: 0 }))
  expect(await reopened(folder, early)).toMatchObject({ ids: expected, counts: [...counted, ...legacy], n: 10 })
})

test('without the checkpoint and with an empty store everything is counted anew', async () => {
  const folder = await loaded()
  rmSync(join(folder, 'checkpoint.json'))
  await bench.wipe()
  expect(await reopened(folder)).toMatchObject({ ids: expected, counts: counted, n: 10 })
})

/** A folder with one batch planned and sent, whose end the flusher did not live to see. */
async function cutOff(folder: string) {
  const proxy = await startStoreProxy(bench.running.connection)
  // The rows arrive; what comes after them does not.
  proxy.answer((query) => (query.includes('feed_counts') && query.includes('INSERT') ? fake : undefined))
  const { append, close } = await bench.open(folder, { connection: proxy.connection })
  await append(recordOf(eventRows(2, 'r0')), recordOf(eventRows(2, 'r1')))
  await expect.poll(() => sentTo(proxy).length, { timeout: 30_000 }).toBeGreaterThan(0)
  await close(0)
  await proxy.close()
  return sentTo(proxy)
}

const fake = { code: 999, text: 'Keeper is away. (KEEPER_EXCEPTION)' }
const sentTo = ({ asked }: Awaited<ReturnType<typeof startStoreProxy>>) =>
  asked.flatMap(({ query, token, body }) => (query.startsWith('INSERT INTO events ') ? [{ token, body }] : []))

test('the plan of the process before is sent first, the same to the byte', async () => {
  const folder = bench.folder()
  const before = await cutOff(folder)
  const plan = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8'))
  expect(before.at(-1)?.token).toBe(plan.tokens[0])
  const proxy = await startStoreProxy(bench.running.connection)
  const { flusher, spool, close } = await bench.open(folder, { connection: proxy.connection })
  await spool.append(recordOf(eventRows(1, 'new')))
  await flusher.settled()
  expect(sentTo(proxy)[0]).toEqual(before.at(-1))
  expect((await bench.ids()).length).toBe(5)
  expect(await bench.rows('SELECT count() AS n FROM events')).toEqual([{ n: 5 }])
  expect(await bench.counts()).toEqual([{ source: 'crm', accepted: 5, duplicates: 0, dead_lettered: 0 }])
  expect(existsSync(join(folder, 'plan.json'))).toBe(false)
  await close()
  await proxy.close()
})

const plans: [string, (file: string) => void][] = [
  ['lost', (file) => rmSync(file)],
  ['torn', (file) => writeFileSync(file, readFileSync(file).subarray(0, 60))],
  ['garbage', (file) => writeFileSync(file, '{"version":1')],
  ['for other bytes', (file) => rewritten(file, (plan) => ({ ...plan, tokens: ['events-of-something-else'] }))],
  ['for records that are not there', (file) => rewritten(file, (plan) => ({ ...plan, from: 900, to: 901 }))],
  ['of another spool', (file) => rewritten(file, (plan) => ({ ...plan, spool: 'other' }))],
]

function rewritten(file: string, change: (plan: object) => object): void {
  const { crc: _, ...plan } = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, written(change(plan)))
}

test.each(plans)('a plan that is %s is made anew, and the effect is the same', async (_, spoil) => {
  const folder = bench.folder()
  await cutOff(folder)
  spoil(join(folder, 'plan.json'))
  const { flusher, close } = await bench.open(folder)
  await flusher.settled()
  expect(await bench.ids()).toEqual(['r0-0', 'r0-1', 'r1-0', 'r1-1'])
  expect((await bench.counts())[0]).toMatchObject({ accepted: 4 })
  await close()
})

test('what an import took while a plan waited is left out of it', async () => {
  const folder = bench.folder()
  await cutOff(folder)
  // As if the rows had never arrived, and an import had brought one of them on another day.
  for (const table of ['events', 'event_ids']) await bench.run(`TRUNCATE TABLE ${table}`)
  await bench.run(
    `INSERT INTO events (person_key, date, source, message_id, record_id) VALUES ('p', '2026-01-01', 'crm', 'r1-0', 'imported')`,
  )
  const { flusher, close } = await bench.open(folder)
  await flusher.settled()
  expect(await bench.ids()).toEqual(['r0-0', 'r0-1', 'r1-0', 'r1-1'])
  expect(await bench.rows(`SELECT record_id FROM events WHERE message_id = 'r1-0'`)).toEqual([
    { record_id: 'imported' },
  ])
  expect(await bench.counts()).toEqual([{ source: 'crm', accepted: 4, duplicates: 1, dead_lettered: 0 }])
  await close()
})

test('on a folder that is not there it does not start, and says why', async () => {
  const options = {
    ...{
      directory: join(bench.folder(), 'nowhere'),
      spoolId: 'none',
      connection: bench.running.connection,
      failPoint: '',
    },
    ...{ log: quietLog, durableSequence: 0, roll: async () => undefined },
  }
  await expect(openFlusher({ ...options, turn: (task) => task() })).rejects.toThrow(/did not start: ENOENT/)
})
