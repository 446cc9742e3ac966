import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { Problem } from '../problem.ts'
import {
  type BackupManifest,
  checkBackup,
  countRows,
  hashFiles,
  tableRanges,
  writeManifest,
} from './backup-manifest.ts'
import type { Store } from './open-store.ts'
import { command, queryRows } from './query.ts'

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
  const name = `takehold-${Date.now()}-${randomBytes(4).toString('hex')}`
  const written = join(dataDir, 'backups', name)
  try {
    await mkdir(unfinished, { recursive: true, mode: 0o700 })
    const before = await countRows(store)
    await writeStore(store, name)
    const tables = tableRanges(before, await countRows(store))
    await move(written, join(unfinished, 'store'))
    for (const file of secretFiles) await cp(join(dataDir, 'secrets', file), join(unfinished, 'secrets', file))
    const manifest: BackupManifest = {
      format: 1,
      created_at: new Date().toISOString(),
      database: store.connection.database,
      migration: await lastMigration(store),
      tables,
      files: await hashFiles(unfinished),
    }
    await writeManifest(unfinished, manifest)
    await checkBackup(unfinished)
    await rename(unfinished, directory)
    return { directory, rows: sum(tables.map((table) => table.rows_min)), files: manifest.files.length }
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    await rm(written, { recursive: true, force: true })
    throw error
  }
}

async function writeStore(store: Store, name: string): Promise<void> {
  // BACKUP takes no bound values: the database is checked where it is configured, the name is made here.
  const statement = `BACKUP DATABASE \`${store.connection.database}\` TO File('${name}')`
  try {
    await command(store.writer, statement)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Problem(502, 'backup_failed', 'The store wrote no backup', `${reason}. Nothing was changed.`)
  }
}

/** The engine writes where only it may; the folder asked for can lie on another disk. */
async function move(from: string, to: string): Promise<void> {
  if (!existsSync(from)) {
    throw new Problem(
      501,
      'backup_remote',
      'The backup lies on the ClickHouse server',
      `The server wrote ${from.split('/').at(-1)} into its own backup folder, which this machine cannot read. ` +
        'Back up that server with its own tools, and copy the folder secrets of the data folder beside it.',
    )
  }
  await mkdir(dirname(to), { recursive: true })
  try {
    await rename(from, to)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error
    await cp(from, to, { recursive: true })
    await rm(from, { recursive: true })
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

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
