import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Problem } from '../problem.ts'
import { backup } from './backup.ts'
import { type BackupManifest, checkBackup, countRows, rowsOf } from './backup-manifest.ts'
import { createDatabase } from './create-database.ts'
import type { Store } from './open-store.ts'
import { command, queryRows } from './query.ts'
import { returnStore } from './store-copy.ts'

export type RestoreOptions = {
  store: Store
  dataDir: string
  /** Replace what is there; it is backed up first. */
  force: boolean
}

/** Tables whose rows came from people; a store where they are empty can be replaced without a question. */
const factTables = [
  ...['events', 'roster', 'record_versions', 'accounts', 'leave', 'holidays', 'course_completions'],
  ...['outcome_values', 'feedback_answers', 'imports'],
]

/**
 * Puts a backup into an empty store and compares the counts. It exchanges the key of the people, so nothing else may
 * use the data folder meanwhile: the caller starts the store alone, without the server.
 */
export async function restore(
  { store, dataDir, force }: RestoreOptions,
  directory: string,
): Promise<{ rows: number; tables: number; setAside: string | undefined }> {
  const manifest = await checkBackup(directory)
  await createDatabase(store)
  const aside = join(dataDir, `before-restore-${new Date().toISOString().replaceAll(':', '-')}`)
  const filled = await firstFilled(store)
  if (filled !== undefined) {
    if (!force) throw notEmpty(filled)
    await mkdir(aside, { mode: 0o700 })
    await backup({ store, dataDir, settle: async () => undefined }, join(aside, 'backup'))
  }
  await dropEverything(store)
  const { database, server_name: serverName, tables } = manifest
  await returnStore(store, { dataDir, folder: join(directory, 'store'), database, serverName })
  await compareCounts(store, manifest)
  await exchangeFiles(dataDir, directory, aside)
  return { rows: rowsOf(manifest), tables: tables.length, setAside: existsSync(aside) ? aside : undefined }
}

async function firstFilled(store: Store): Promise<string | undefined> {
  const filled = [...(await countRows(store))].find(([name, rows]) => rows > 0 && factTables.includes(name))
  return filled && `The table ${filled[0]} holds ${filled[1]} rows`
}

function notEmpty(filled: string): Problem {
  const what = `${filled}. Nothing was changed. Use an empty data folder, or --force to replace it.`
  return new Problem(409, 'store_not_empty', 'There is data already', what)
}

async function dropEverything(store: Store): Promise<void> {
  const tables = await queryRows(
    store.writer,
    // Views first: a table that feeds one cannot go before it.
    `SELECT name, engine LIKE '%View' AS is_view FROM system.tables WHERE database = currentDatabase() ORDER BY is_view DESC, name`,
    {},
    z.object({ name: z.string() }),
  )
  for (const { name } of tables) await command(store.writer, 'DROP TABLE IF EXISTS {name:Identifier} SYNC', { name })
}

async function compareCounts(store: Store, manifest: BackupManifest): Promise<void> {
  const counts = await countRows(store)
  const words = manifest.tables.flatMap(({ name, rows_min: min, rows_max: max }) => {
    const rows = counts.get(name)
    if (rows !== undefined && rows >= min && rows <= max) return []
    return [`${name} has ${rows ?? 'no'} rows instead of ${min}`]
  })
  if (words.length === 0) return
  throw new Problem(
    500,
    'restore_incomplete',
    'The restore is not complete',
    `${words.join('; ')}. Restore again with --force.`,
  )
}

/** The backup's secrets take the place of the present ones, and a spool that was written under those goes aside. */
async function exchangeFiles(dataDir: string, directory: string, aside: string): Promise<void> {
  const files = await readdir(join(directory, 'secrets'))
  for (const path of ['spool', ...files.map((file) => join('secrets', file))]) {
    if (!existsSync(join(dataDir, path))) continue
    await mkdir(join(aside, 'secrets'), { recursive: true, mode: 0o700 })
    await rename(join(dataDir, path), join(aside, path))
  }
  await mkdir(join(dataDir, 'secrets'), { recursive: true, mode: 0o700 })
  for (const file of files) {
    await cp(join(directory, 'secrets', file), join(dataDir, 'secrets', file))
    await chmod(join(dataDir, 'secrets', file), 0o600)
  }
}
