import { existsSync } from 'node:fs'
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { packageRoot } from '../../collector/package-root.ts'
import { backup } from '../../collector/store/backup.ts'
import { checkBackup } from '../../collector/store/backup-manifest.ts'
import { insertRows } from '../../collector/store/insert-rows.ts'
import { migrate } from '../../collector/store/migrate.ts'
import { queryRows } from '../../collector/store/query.ts'
import { restore } from '../../collector/store/restore.ts'
import { backupBeforeUpgrade } from '../../collector/store/upgrade-backup.ts'
import { startTestEngine, type TestEngine } from '../support/engine.ts'
import { quietLog } from '../support/quiet-log.ts'

const migrations = join(packageRoot, 'schema', 'migrations')
const settle = async () => undefined

let from: TestEngine
let to: TestEngine
let directory: string

beforeAll(async () => {
  ;[from, to] = await Promise.all([startTestEngine({ kind: 'embedded' }), startTestEngine({ kind: 'embedded' })])
  await Promise.all([migrate(from.store, { directory: migrations }), migrate(to.store, { directory: migrations })])
  await Promise.all([from, to].map((engine) => writeSecret(engine)))
  const holidays = [1, 2, 3].map((day) => ({
    calendar: 'CH',
    date: `2026-01-0${day}`,
    name: 'x',
    import_seq: 1,
    line: day,
  }))
  await insertRows(from.store.writer, 'holidays', holidays)
  // The same row twice is one row, before and after a merge.
  await insertRows(from.store.writer, 'holidays', holidays)
  directory = join(from.dataDir, 'copy', 'first')
})

afterAll(async () => {
  await Promise.all([from?.stop(), to?.stop()])
})

async function writeSecret({ dataDir }: TestEngine): Promise<void> {
  await mkdir(join(dataDir, 'secrets'), { recursive: true })
  await writeFile(join(dataDir, 'secrets', 'person-key'), `key of ${dataDir}`)
}

test('a backup goes back into an empty store with its counts, its views and its key', async () => {
  const made = await backup({ store: from.store, dataDir: from.dataDir, settle }, directory)
  expect(made).toMatchObject({ directory })
  const restored = await restore({ store: to.store, dataDir: to.dataDir, force: false }, directory)
  expect(restored.rows).toBe(made.rows)
  expect(await queryRows(to.store.writer, 'SELECT count() AS rows FROM holidays FINAL')).toEqual([{ rows: 3 }])
  expect(await queryRows(to.store.writer, 'SELECT version FROM current_version')).toHaveLength(1)
  expect(await readFile(join(to.dataDir, 'secrets', 'person-key'), 'utf8')).toBe(`key of ${from.dataDir}`)
  const aside = join(restored.setAside ?? '', 'secrets', 'person-key')
  expect(await readFile(aside, 'utf8')).toBe(`key of ${to.dataDir}`)
  expect(await migrate(to.store, { directory: migrations })).toEqual([])
})

test('a restore refuses over data, and replaces it when told to', async () => {
  await expect(restore({ store: to.store, dataDir: to.dataDir, force: false }, directory)).rejects.toThrow(
    /holidays holds 3/,
  )
  await insertRows(to.store.writer, 'holidays', [
    { calendar: 'DE', date: '2026-05-01', name: 'x', import_seq: 2, line: 1 },
  ])
  const { setAside } = await restore({ store: to.store, dataDir: to.dataDir, force: true }, directory)
  expect((await checkBackup(join(setAside ?? '', 'backup'))).tables).toContainEqual({
    name: 'holidays',
    rows_min: 4,
    rows_max: 4,
  })
  expect(await queryRows(to.store.writer, 'SELECT count() AS rows FROM holidays FINAL')).toEqual([{ rows: 3 }])
})

test('a folder that exists is never written to', async () => {
  await expect(backup({ store: from.store, dataDir: from.dataDir, settle }, directory)).rejects.toThrow(/there already/)
})

test('one changed byte or a missing manifest makes a backup unusable, and nothing is touched', async () => {
  const damaged = join(from.dataDir, 'copy', 'damaged')
  await backup({ store: from.store, dataDir: from.dataDir, settle }, damaged)
  await writeFile(join(damaged, 'secrets', 'person-key'), 'other')
  await expect(restore({ store: to.store, dataDir: to.dataDir, force: true }, damaged)).rejects.toThrow(
    /person-key is not as/,
  )
  await expect(restore({ store: to.store, dataDir: to.dataDir, force: true }, from.dataDir)).rejects.toThrow(
    /no backup/,
  )
  expect(await queryRows(to.store.writer, 'SELECT count() AS rows FROM holidays FINAL')).toEqual([{ rows: 3 }])
})

test('a backup that fails leaves no folder behind', async () => {
  const target = join(from.dataDir, 'copy', 'never')
  const failing = { store: from.store, dataDir: join(from.dataDir, 'nowhere'), settle }
  await expect(backup(failing, target)).rejects.toThrow(/person-key/)
  expect(existsSync(target)).toBe(false)
})

test('an upgrade of a store in use writes a backup first; a new or current one does not', async () => {
  const before = await startTestEngine({ kind: 'embedded' })
  try {
    const { store, dataDir } = before
    await writeSecret(before)
    const older = join(dataDir, 'older')
    const first = '0001_facts.sql'
    await mkdir(older)
    await copyFile(join(migrations, first), join(older, first))
    const upgrade = { store, dataDir, directory: migrations, isRemote: false, log: quietLog }
    expect(await backupBeforeUpgrade(upgrade)).toBeUndefined()
    await migrate(store, { directory: older })
    const folder = await backupBeforeUpgrade(upgrade)
    expect((await checkBackup(folder ?? '')).migration).toBe(1)
    await migrate(store, { directory: migrations })
    expect(await backupBeforeUpgrade(upgrade)).toBeUndefined()
  } finally {
    await before.stop()
  }
})

test('a server that allows no backups says so and leaves nothing behind', async () => {
  const remote = await startTestEngine({ kind: 'url' })
  try {
    const { store, dataDir } = remote
    await writeSecret(remote)
    await migrate(store, { directory: migrations })
    const target = join(dataDir, 'copy')
    await expect(backup({ store, dataDir, settle }, target)).rejects.toThrow(/The store wrote no backup/)
    expect(existsSync(target)).toBe(false)
  } finally {
    await remote.stop()
  }
})
