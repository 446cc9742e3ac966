import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from '../problem.ts'
import type { Store } from './open-store.ts'
import { command } from './query.ts'

// BACKUP and RESTORE take no bound values: databases are checked where they are configured or read, names are made here.

/**
 * Has the server copy its database and moves the copy to the folder. A server on another machine keeps it in its own
 * backup folder: then its name there is answered, else null.
 */
export async function copyStore(store: Store, dataDir: string, folder: string): Promise<string | null> {
  const name = freshName('backup')
  const written = join(dataDir, 'backups', name)
  try {
    await command(store.writer, `BACKUP DATABASE \`${store.connection.database}\` TO File('${name}')`)
    if (!existsSync(written)) return name
    await move(written, folder)
    return null
  } catch (cause) {
    await rm(written, { recursive: true, force: true })
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Problem(502, 'backup_failed', 'The store wrote no backup', `${reason} Nothing was changed.`)
  }
}

/** Brings a copy back into the store, whose database must be empty. */
export async function returnStore(
  store: Store,
  {
    dataDir,
    folder,
    database,
    serverName,
  }: { dataDir: string; folder: string; database: string; serverName: string | null },
): Promise<void> {
  const name = serverName ?? freshName('restore')
  const readable = join(dataDir, 'backups', name)
  if (serverName === null) {
    await mkdir(join(dataDir, 'backups'), { recursive: true, mode: 0o700 })
    await cp(folder, readable, { recursive: true })
  }
  try {
    await command(
      store.writer,
      `RESTORE DATABASE \`${database}\` AS \`${store.connection.database}\` FROM File('${name}')`,
    )
  } finally {
    if (serverName === null) await rm(readable, { recursive: true, force: true })
  }
}

function freshName(purpose: string): string {
  return `${purpose}-${Date.now()}-${randomBytes(4).toString('hex')}`
}

/** The engine writes where only it may; the folder asked for can lie on another disk. */
async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error
    await cp(from, to, { recursive: true })
    await rm(from, { recursive: true })
  }
}
