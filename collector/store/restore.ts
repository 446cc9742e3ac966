import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Problem } from '../problem.ts'
import { type BackupManifest, checkBackup, countRows } from './backup-manifest.ts'
import { createDatabase } from './create-database.ts'
import type { Store } from './open-store.ts'
import { command, queryRows } from './query.ts'

export type RestoreOptions = {
  store: Store
  dataDir: string
  /** Replace what is there; it is set aside, not deleted, as far as it is files. */
  force: boolean
}

/** Tables whose rows came from people; a store where they are empty can be replaced without a question. */
const factTables = ['events', 'roster', 'record_versions', 'accounts', 'leave', 'holidays', 'training', 'imports']

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
  if (!force) await refuseOverData(store)
  const name = `restore-${Date.now()}-${randomBytes(4).toString('hex')}`
  const readable = join(dataDir, 'backups', name)
  await mkdir(join(dataDir, 'backups'), { recursive: true, mode: 0o700 })
  await cp(join(directory, 'store'), readable, { recursive: true })
  try {
    await dropEverything(store)
    // RESTORE takes no bound values: both names were checked as identifiers, the last is made here.
    const databases = `\`${manifest.database}\` AS \`${store.connection.database}\``
    await command(store.writer, `RESTORE DATABASE ${databases} FROM File('${name}')`)
  } finally {
    await rm(readable, { recursive: true, force: true })
  }
  await compareCounts(store, manifest)
  const setAside = await exchangeFiles(dataDir, directory)
  return {
    rows: manifest.tables.reduce((total, table) => total + table.rows_min, 0),
    tables: manifest.tables.length,
    setAside,
  }
}

async function refuseOverData(store: Store): Promise<void> {
  const first = [...(await countRows(store))].find(([name, rows]) => rows > 0 && factTables.includes(name))
  if (!first) return
  throw new Problem(
    409,
    'store_not_empty',
    'There is data already',
    `The table ${first[0]} holds ${first[1]} rows. Nothing was changed. Use an empty data folder, or --force to replace it.`,
  )
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
async function exchangeFiles(dataDir: string, directory: string): Promise<string | undefined> {
  const aside = join(dataDir, `before-restore-${new Date().toISOString().replaceAll(':', '-')}`)
  let moved = false
  const secrets = join(dataDir, 'secrets')
  await mkdir(secrets, { recursive: true, mode: 0o700 })
  for (const path of ['spool', ...(await readdir(join(directory, 'secrets'))).map((file) => join('secrets', file))]) {
    if (!existsSync(join(dataDir, path))) continue
    await mkdir(join(aside, 'secrets'), { recursive: true, mode: 0o700 })
    await rename(join(dataDir, path), join(aside, path))
    moved = true
  }
  for (const file of await readdir(join(directory, 'secrets'))) {
    await cp(join(directory, 'secrets', file), join(secrets, file))
    await chmod(join(secrets, file), 0o600)
  }
  return moved ? aside : undefined
}
