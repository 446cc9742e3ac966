import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Problem } from '../problem.ts'
import {
  type BackupManifest,
  checkBackup,
  countRows,
  hashFiles,
  rowsOf,
  tableRanges,
  writeManifest,
} from './backup-manifest.ts'
import type { Store } from './open-store.ts'
import { queryRows } from './query.ts'
import { copyStore } from './store-copy.ts'

export type BackupOptions = {
  store: Store
  /** The data folder: its `backups/` is the one place the embedded engine may write to, `secrets/` is copied. */
  dataDir: string
  /** Brings what was acknowledged but is not in the store yet into it. */
  settle: () => Promise<void>
}

/** Secrets without which a restored store cannot be read: the key of the people. Sessions and passwords stay behind. */
const secretFiles = ['person-key']

/** Writes everything into a new folder and reads it back to check it; a failed backup leaves no folder. */
export async function backup(
  { store, dataDir, settle }: BackupOptions,
  directory: string,
): Promise<{ directory: string; rows: number; files: number }> {
  if (existsSync(directory)) {
    throw new Problem(409, 'backup_exists', 'The folder exists', `${directory} is there already. Name a new one.`)
  }
  await settle()
  const unfinished = `${directory}.unfinished-${randomBytes(4).toString('hex')}`
  try {
    await mkdir(unfinished, { recursive: true, mode: 0o700 })
    for (const file of secretFiles) await cp(join(dataDir, 'secrets', file), join(unfinished, 'secrets', file))
    const before = await countRows(store)
    const serverName = await copyStore(store, dataDir, join(unfinished, 'store'))
    const manifest: BackupManifest = {
      format: 1,
      created_at: new Date().toISOString(),
      database: store.connection.database,
      server_name: serverName,
      migration: await lastMigration(store),
      tables: tableRanges(before, await countRows(store)),
      files: await hashFiles(unfinished),
    }
    await writeManifest(unfinished, manifest)
    await checkBackup(unfinished)
    await rename(unfinished, directory)
    return { directory, rows: rowsOf(manifest), files: manifest.files.length }
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    throw error
  }
}

async function lastMigration(store: Store): Promise<number> {
  const rows = await queryRows(
    store.writer,
    'SELECT max(number) AS number FROM migrations',
    {},
    z.object({ number: z.int() }),
  )
  return rows[0]?.number ?? 0
}
