import { cp, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { packageRoot } from '../../collector/package-root.ts'
import { queryRows } from '../../collector/store/query.ts'
import { delivery } from '../../schema/routes/delivery.ts'
import { type FaultBench, startFaultBench } from '../support/fault-bench.ts'

// A spool as the first version wrote it, killed before anything of it was in the store, and the rows it stands for.
// It is never made anew: what a version acknowledged every later one must load.
const fixture = join(packageRoot, 'tests', 'fixtures', 'spool-v1')

let bench: FaultBench

beforeAll(async () => {
  bench = await startFaultBench()
})
afterAll(() => bench?.stop())

test('what an older version acknowledged is loaded after an upgrade, row by row', async () => {
  const upgraded = await bench.prepareCollector()
  await cp(join(fixture, 'spool'), join(upgraded.dataDir, 'spool'), { recursive: true })
  await upgraded.start()
  while (delivery.parse(await upgraded.json('/api/delivery')).waiting_bytes > 0) await delay(50)
  const { writer } = bench.store
  const columns = 'SELECT * EXCEPT (stored_at) FROM events FINAL ORDER BY source, message_id'
  const lines = (await readFile(join(fixture, 'rows.ndjson'), 'utf8')).trimEnd().split('\n')
  expect(await queryRows(writer, columns)).toEqual(lines.map((line): unknown => JSON.parse(line)))
  const counts = 'SELECT source, accepted, duplicates, dead_lettered FROM feed_counts FINAL'
  expect(await queryRows(writer, counts)).toEqual([{ source: 'crm', accepted: 51, duplicates: 0, dead_lettered: 5 }])
})
