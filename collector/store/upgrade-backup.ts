import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { z } from 'zod'
import { backup } from './backup.ts'
import { readMigrations } from './migration-files.ts'
import type { Store } from './open-store.ts'
import { queryRows } from './query.ts'

/**
 * Called before migrate: when migrations are about to change a store that holds something, writes a backup first.
 * Answers its folder, or undefined when there was nothing to do.
 */
export async function backupBeforeUpgrade({
  store,
  dataDir,
  directory,
  isRemote,
  log,
}: {
  store: Store
  dataDir: string
  /** The folder of the migrations. */
  directory: string
  /** Whether the store is a server given by CLICKHOUSE_URL. */
  isRemote: boolean
  log: Logger
}): Promise<string | undefined> {
  const applied = await appliedMigrations(store)
  const known = readMigrations(directory).length
  if (applied === 0 || applied >= known) return undefined
  const name = `before-upgrade-${applied}-to-${known}-${new Date().toISOString().replaceAll(':', '-')}`
  const target = join(dataDir, 'backups', name)
  await mkdir(join(dataDir, 'backups'), { recursive: true, mode: 0o700 })
  try {
    const made = await backup({ store, dataDir, settle: async () => undefined }, target)
    log.info({ directory: made.directory, rows: made.rows }, 'backup before the upgrade written and checked')
    return made.directory
  } catch (error) {
    // A server of the operator's own may allow no backups to us; ours always does.
    if (!isRemote) throw error
    log.warn({ err: error }, 'no backup before the upgrade: the ClickHouse server did not write one')
    return undefined
  }
}

/** How many migrations this database has seen; 0 for an empty one, or when it does not exist yet. */
async function appliedMigrations(store: Store): Promise<number> {
  const count = z.object({ applied: z.coerce.number().int() })
  const parameters = { database: store.connection.database }
  const [table] = await queryRows(
    store.writer,
    `SELECT count() AS applied FROM system.tables WHERE database = {database:String} AND name = 'migrations'`,
    parameters,
    count,
  )
  if (!table?.applied) return 0
  const [rows] = await queryRows(store.writer, 'SELECT count() AS applied FROM migrations', {}, count)
  return rows?.applied ?? 0
}
