import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Audit, createAudit } from '../../collector/access/audit.ts'
import { eraseFromAudit } from '../../collector/erase/erase-audit.ts'
import { withErasing } from '../../collector/erase/erasing-table.ts'
import { wordsPattern } from '../../collector/erase/word-pattern.ts'
import { packageRoot } from '../../collector/package-root.ts'
import { migrate } from '../../collector/store/migrate.ts'
import { command, queryRows } from '../../collector/store/query.ts'
import { startTestEngine, type TestEngine } from '../support/engine.ts'

const admin = { role: 'admin', personKey: null, actor: 'local' } as const

let running: TestEngine
let audit: Audit
beforeAll(async () => {
  running = await startTestEngine()
  await migrate(running.store, { directory: join(packageRoot, 'schema', 'migrations') })
  audit = createAudit({ store: running.store })
  for (const subjectKeys of [['k-anna', 'k-ben'], ['k-ben'], ['k-carla']]) {
    const detail = { on: '2026-03-31', q: subjectKeys[0] === 'k-carla' ? 'anna-1' : '' }
    await audit.record(admin, { action: 'view_people', subjectKeys, detail })
  }
})
afterAll(() => running.stop())

function erase(id: string, pseudonym: string): Promise<number> {
  const personId = `${id}-1`
  const key = `k-${id}`
  const traces = { personId, personKey: key, keys: [key], ids: [personId], names: [], emails: [] }
  return withErasing(running.store, traces, { pseudonym }, () => eraseFromAudit(running.store, audit, admin))
}

const change = (sql: string) => command(running.store.writer, `${sql} SETTINGS mutations_sync = 2`)
const lines = (columns: string) =>
  queryRows(running.store.writer, `SELECT ${columns} FROM audit WHERE action = 'view_people' ORDER BY seq`)

it('puts a pseudonym in the place of the person, and the chain still fits', async () => {
  const before = await lines('hash, previous')
  expect(await erase('anna', 'erased-1')).toBe(2)
  expect(await lines('subject_keys, detail')).toEqual([
    { subject_keys: ['erased-1', 'k-ben'], detail: '{"on":"2026-03-31","q":""}' },
    { subject_keys: ['k-ben'], detail: '{"on":"2026-03-31","q":""}' },
    { subject_keys: ['k-carla'], detail: '{"on":"2026-03-31","q":"erased-1"}' },
  ])
  expect(await lines('hash, previous')).toEqual(before)
  expect(await audit.verify()).toEqual({ lines: 4, firstBroken: null })
})

it('fits after a second erasure of the same line, and after one that finds nothing', async () => {
  expect(await erase('ben', 'erased-2')).toBe(2)
  expect(await erase('nobody', 'erased-3')).toBe(0)
  expect(await lines('subject_keys')).toMatchObject([
    { subject_keys: ['erased-1', 'erased-2'] },
    { subject_keys: ['erased-2'] },
    { subject_keys: ['k-carla'] },
  ])
  expect(await audit.verify()).toEqual({ lines: 6, firstBroken: null })
})

it('breaks when anybody else changes a line, an erased one too', async () => {
  await change(`ALTER TABLE audit UPDATE subject_keys = ['erased-2'] WHERE seq = 1`)
  expect(await audit.verify()).toMatchObject({ firstBroken: 1 })
  await change(`ALTER TABLE audit UPDATE subject_keys = ['erased-1', 'erased-2'] WHERE seq = 1`)
  expect(await audit.verify()).toMatchObject({ firstBroken: null })
  await change(`ALTER TABLE audit UPDATE detail = '{"lines":[]}' WHERE seq = 4`)
  // The third line is what the fourth said of it, and that one was changed.
  expect(await audit.verify()).toMatchObject({ firstBroken: 3 })
})

it('finds the same texts in the database as here', async () => {
  const texts = ['p-1', 'a.b+c(1)', 'a"b\\c', 'Ana María Ñ', 'pat@example.org', '28']
  const within = [
    ...['p-17', 'p-1', '["a.b+c(1)"]', JSON.stringify('a"b\\c'), 'by Ana María Ñ.', 'to PAT@Example.org', 'a-b+c(1)'],
    ...['{"person_id":"28"}', '{"hits":"28"}', String.raw`{\"aliases\":\"7;28\"}`, 'Ana María Ñandu'],
  ]
  const sql = 'SELECT arrayMap(text -> match(text, {pattern:String}), {within:Array(String)}) AS found'
  const [row] = await queryRows(running.store.writer, sql, { pattern: wordsPattern(texts), within })
  expect(row?.found).toEqual([0, 1, 1, 1, 1, 1, 0, 1, 0, 1, 0])
})
