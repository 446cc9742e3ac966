import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { insertRows } from '../../collector/store/insert-rows.ts'
import { migrate } from '../../collector/store/migrate.ts'
import { openStore, type Store } from '../../collector/store/open-store.ts'
import { command, queryRows } from '../../collector/store/query.ts'
import { withStoreLock } from '../../collector/store/store-lock.ts'
import { createViews } from '../../collector/store/views.ts'
import { type StoreKind, startTestEngine, type TestEngine } from '../support/engine.ts'
import { quietLog } from '../support/quiet-log.ts'

const kinds: StoreKind[] = ['embedded', 'url']

describe.each(kinds)('preparing the database, %s', (kind) => {
  let running: TestEngine
  let store: Store
  let directory: string

  beforeAll(async () => {
    running = await startTestEngine({ kind, grants: ['busy'] })
    store = running.store
  })
  afterAll(() => running?.stop())

  beforeEach(async () => {
    await command(store.writer, 'DROP DATABASE takehold SYNC')
    directory = await mkdtemp(join(running.dataDir, 'sql-'))
    await write(
      '0001_visits.sql',
      `CREATE TABLE IF NOT EXISTS visits (person String) ENGINE = MergeTree ORDER BY person;`,
    )
    await write(
      '0002_hits.sql',
      `-- first; then\nALTER TABLE visits ADD COLUMN IF NOT EXISTS hits UInt8 COMMENT 'a ; b';\nSELECT 1;`,
    )
  })

  const write = (name: string, sql: string) => writeFile(join(directory, name), sql)
  const numbers = async () =>
    (await queryRows(store.writer, 'SELECT number FROM migrations ORDER BY number')).map((row) => row.number)

  test('applies what is new, once, and creates the database first', async () => {
    expect(await migrate(store, { directory })).toEqual([1, 2])
    expect(await migrate(store, { directory })).toEqual([])
    await write('0003_days.sql', 'ALTER TABLE visits ADD COLUMN IF NOT EXISTS days UInt8')
    expect(await migrate(store, { directory })).toEqual([3])
    expect(await numbers()).toEqual([1, 2, 3])
    await insertRows(store.writer, 'visits', [{ person: 'ada', hits: 1, days: 2 }])
    expect(await queryRows(store.writer, 'SELECT * FROM visits')).toEqual([{ person: 'ada', hits: 1, days: 2 }])
  })

  test('several at once: one applies, the others find it done', async () => {
    await write(
      '0003_marks.sql',
      `CREATE TABLE marks (n UInt8) ENGINE = MergeTree ORDER BY n; INSERT INTO marks VALUES (1);`,
    )
    const others = Array.from({ length: 4 }, () => openStore(running.connection, { log: quietLog }))
    const applied = await Promise.all(others.map((other) => migrate(other, { directory })))
    expect(applied.filter((list) => list.length > 0)).toEqual([[1, 2, 3]])
    expect(await numbers()).toEqual([1, 2, 3])
    expect(await queryRows(store.writer, 'SELECT n FROM marks')).toEqual([{ n: 1 }])
    for (const other of others) await other.close()
  })

  test('a start that was cut off half-way is finished by the next', async () => {
    await write('0003_marks.sql', 'ALTER TABLE visits ADD COLUMN IF NOT EXISTS days UInt8;\nSELECT nonsense;')
    await expect(migrate(store, { directory })).rejects.toThrow(/Migration 3 \(marks\) failed at its statement 2/)
    expect(await numbers()).toEqual([1, 2])
    await write('0003_marks.sql', 'ALTER TABLE visits ADD COLUMN IF NOT EXISTS days UInt8;\nSELECT 1;')
    expect(await migrate(store, { directory })).toEqual([3])
  })

  test('refuses a database that a newer program has written', async () => {
    await migrate(store, { directory })
    await insertRows(store.writer, 'migrations', [{ number: 3, name: 'tomorrow', checksum: 'x' }])
    await expect(migrate(store, { directory })).rejects.toThrow(/migration 0003_tomorrow.*knows only 2.*newer version/)
  })

  test('refuses a migration that was changed after it was applied, but not its line ends', async () => {
    await migrate(store, { directory })
    await write(
      '0002_hits.sql',
      `-- first; then\r\nALTER TABLE visits ADD COLUMN IF NOT EXISTS hits UInt8 COMMENT 'a ; b';\r\nSELECT 1;`,
    )
    expect(await migrate(store, { directory })).toEqual([])
    await write('0002_hits.sql', 'ALTER TABLE visits ADD COLUMN hits UInt16')
    await expect(migrate(store, { directory })).rejects.toThrow(/0002_hits was changed after it was applied/)
  })

  test('a lock whose holder died runs out; one whose holder lives does not', async () => {
    await migrate(store, { directory })
    const leaseMs = 500
    await withStoreLock(store, () => Promise.resolve())
    await insertRows(store.writer, 'store_claims', [{ claim: '00000000-0000-0000-0000-000000000000', released: 0 }])
    const order: string[] = []
    const started = performance.now()
    const slow = withStoreLock(
      store,
      async (checkHeld) => {
        order.push('slow begins')
        while (performance.now() - started < 3 * leaseMs) {
          checkHeld()
          await queryRows(store.writer, 'SELECT sleep(0.05)')
        }
        order.push('slow ends')
      },
      { leaseMs },
    )
    await expect.poll(() => order).toEqual(['slow begins'])
    await withStoreLock(store, () => Promise.resolve(order.push('next')), { leaseMs })
    await slow
    expect(order).toEqual(['slow begins', 'slow ends', 'next'])
  })

  test('work that loses its lease, as when the machine stood still, is begun anew under another', async () => {
    await migrate(store, { directory })
    let begun = 0
    const work = async (checkHeld: () => void) => {
      begun += 1
      if (begun === 1) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400)
      checkHeld()
    }
    await withStoreLock(store, work, { leaseMs: 500 })
    expect(begun).toBeGreaterThan(1)
  })

  describe('views', () => {
    const names = ['calm', 'busy']
    const options = () => ({ directory: join(directory, 'views'), names, grants: ['busy'] })
    const view = (name: string, query: string) =>
      write(`views/${name}.sql`, `CREATE OR REPLACE VIEW ${name} AS ${query};`)

    beforeEach(async () => {
      await migrate(store, { directory })
      await mkdir(join(directory, 'views'))
      await view('calm', 'SELECT person, hits FROM visits WHERE hits >= {hits:UInt8}')
      await view('busy', 'SELECT count() AS people FROM calm(hits={hits:UInt8})')
    })

    test('are created once, again when their text or what lies below them changes', async () => {
      expect(await createViews(store, options())).toEqual(['calm', 'busy'])
      expect(await createViews(store, options())).toEqual([])
      await view('busy', 'SELECT count() AS people, 1 AS one FROM calm(hits={hits:UInt8})')
      expect(await createViews(store, options())).toEqual(['busy'])
      await view('calm', 'SELECT person, hits FROM visits WHERE hits > {hits:UInt8}')
      expect(await createViews(store, options())).toEqual(['calm', 'busy'])
      await command(store.writer, 'DROP VIEW calm SYNC')
      expect(await createViews(store, options())).toEqual(['calm'])
      expect(await createViews(store, { ...options(), grants: ['calm', 'busy'] })).toEqual(['calm', 'busy'])
      await write('0003_days.sql', 'ALTER TABLE visits ADD COLUMN IF NOT EXISTS days UInt8')
      await migrate(store, { directory })
      expect(await createViews(store, options())).toEqual(['calm', 'busy'])
    })

    test('answer the reader, who sees neither what they stand on nor anything else', async () => {
      await createViews(store, options())
      await insertRows(store.writer, 'visits', [{ person: 'ada', hits: 3 }])
      expect(await queryRows(store.reader, 'SELECT people FROM busy(hits={hits:UInt8})', { hits: 2 })).toEqual([
        { people: 1 },
      ])
      if (kind === 'url') return
      for (const sql of ['SELECT * FROM visits', 'SELECT * FROM calm(hits=1)', 'SELECT * FROM migrations']) {
        await expect(queryRows(store.reader, sql)).rejects.toMatchObject({ code: '497' })
      }
    })

    test('several at once, and a grant without a view', async () => {
      const all = await Promise.all([1, 2, 3].map(() => createViews(store, options())))
      expect(all.flat().sort()).toEqual(['busy', 'calm'])
      await expect(createViews(store, { ...options(), grants: ['ghost'] })).rejects.toThrow(/creates the view ghost/)
    })
  })
})
