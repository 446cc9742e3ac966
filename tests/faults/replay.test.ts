import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { command, queryRows } from '../../collector/store/query.ts'
import { runCli } from '../support/cli.ts'
import { usualMixture } from '../support/event-maker.ts'
import { exact, type FaultBench, startFaultBench } from '../support/fault-bench.ts'
import type { FaultLog } from '../support/fault-log.ts'
import { drawSeed } from '../support/fault-seed.ts'

const erased = 'Sales-3'

let bench: FaultBench
let log: FaultLog
const seed = drawSeed('replay')

beforeAll(async () => {
  bench = await startFaultBench()
  const driver = bench.drive({ seed, mixture: usualMixture, sizes: [1, 60], copiesMax: 2 })
  log = driver
  await driver.ackedMore(1_500)
  await driver.stop()
  expect(await bench.judge([log]), `seed ${seed.seed}`).toEqual(exact)
})
afterAll(() => bench?.stop())

test('the store is wiped: a replay of what the spool keeps makes everything equal', async () => {
  const { collector } = bench
  const before = await everything(bench)
  await collector.stop()
  await command(bench.store.writer, 'DROP DATABASE takehold SYNC')
  await collector.start()
  await bench.importRoster()
  expect(await runCli(['replay', '--data', collector.dataDir])).toMatchObject({ code: 0, err: '' })
  expect(await everything(bench)).toEqual(before)
  expect(await bench.judge([log]), `seed ${seed.seed}`).toEqual(exact)
})

test('a person is erased: a replay brings nothing of the person back, and everything else stays', async () => {
  const { collector, store } = bench
  const [person] = await queryRows(
    store.writer,
    'SELECT person_key, groupArray(record_id) AS records FROM events FINAL WHERE person_key IN ' +
      '(SELECT person_key FROM identities WHERE person_id = {id:String}) GROUP BY person_key',
    { id: erased },
  )
  const gone = new Set(Array.isArray(person?.records) ? person.records.map(String) : [])
  expect(gone.size).toBeGreaterThan(20)
  const before = await recordIds(bench)
  expect(await runCli(['erase', erased, '--yes', '--data', collector.dataDir])).toMatchObject({ code: 0 })
  expect(await runCli(['replay', '--data', collector.dataDir])).toMatchObject({ code: 0 })
  await collector.kill()
  await collector.start()
  expect(await runCli(['replay', '--data', collector.dataDir])).toMatchObject({ code: 0 })
  expect(await recordIds(bench)).toEqual(before.filter((id) => !gone.has(id)))
  expect(await runCli(['verify', '--data', collector.dataDir])).toMatchObject({ code: 0 })
})

test('a spool of a newer version is refused in words, and nothing is changed', async () => {
  const { collector } = bench
  await collector.stop()
  const file = join(collector.dataDir, 'spool', 'spool.json')
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replace(/"version": ?\d+/, '"version":99'))
  collector.launch()
  expect(await collector.ended()).toEqual({ code: 1, signal: null })
  expect(collector.words()).toMatch(/newer/i)
  expect(collector.words()).toContain('Nothing was changed')
  await writeFile(file, text)
  await collector.start()
})

async function recordIds({ store }: FaultBench): Promise<string[]> {
  const rows = await queryRows(store.writer, 'SELECT record_id FROM events FINAL ORDER BY record_id')
  return rows.map((row) => String(row.record_id))
}

/** Every fact that came by the wire; when the store took it is no fact. */
async function everything({ store }: FaultBench): Promise<unknown> {
  const ask = (sql: string) => queryRows(store.writer, sql)
  return {
    events: await ask('SELECT * EXCEPT (stored_at) FROM events FINAL ORDER BY source, message_id'),
    letters: await ask('SELECT * FROM dead_letters FINAL ORDER BY dead_id'),
    counts: await ask(
      'SELECT source, accepted, duplicates, dead_lettered FROM feed_counts FINAL ORDER BY source, date',
    ),
    people: await ask("SELECT * FROM identities FINAL WHERE startsWith(person_id, 'Sales') ORDER BY person_key"),
  }
}
