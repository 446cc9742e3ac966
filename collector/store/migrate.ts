import { z } from 'zod'
import { createDatabase } from './create-database.ts'
import { insertRows } from './insert-rows.ts'
import { type Migration, readMigrations } from './migration-files.ts'
import type { Store } from './open-store.ts'
import { command, queryRows } from './query.ts'
import { type HeldCheck, withStoreLock } from './store-lock.ts'

/** Brings the database to the newest migration of the folder; answers the numbers that were applied now. */
export async function migrate(store: Store, { directory }: { directory: string }): Promise<number[]> {
  await createDatabase(store)
  await command(store.writer, createMigrations)
  const migrations = readMigrations(directory)
  // A start with nothing to do takes no lock, so a killed start never makes the next one wait.
  if ((await pending(store, migrations)).length === 0) return []
  return withStoreLock(store, async (checkHeld) => {
    const applied: number[] = []
    for (const migration of await pending(store, migrations)) {
      await apply(store, migration, checkHeld)
      applied.push(migration.number)
    }
    return applied
  })
}

const createMigrations = `CREATE TABLE IF NOT EXISTS migrations (
  number UInt32 COMMENT 'number of the file',
  name String COMMENT 'name of the file without number and ending',
  checksum String COMMENT 'SHA-256 of the file as it was applied',
  applied_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC') COMMENT 'instant its last statement ended'
) ENGINE = MergeTree ORDER BY number`

const recorded = z.object({ number: z.int(), name: z.string(), checksum: z.string() })

async function pending(store: Store, migrations: Migration[]): Promise<Migration[]> {
  const done = await queryRows(
    store.writer,
    'SELECT number, name, checksum FROM migrations ORDER BY number',
    {},
    recorded,
  )
  for (const { number, name, checksum } of done) {
    const file = migrations[number - 1]
    const label = `${String(number).padStart(4, '0')}_${name}`
    if (!file) {
      throw new Error(
        `The database is at migration ${label}, but this version of the program knows only ${migrations.length}. ` +
          'Nothing was changed. Start the newer version, or restore the backup made before the upgrade.',
      )
    }
    if (file.checksum !== checksum) {
      throw new Error(
        `Migration ${label} was changed after it was applied to this database. Nothing was changed. ` +
          'Put the file back as it was, and write the change as a migration of its own.',
      )
    }
  }
  const numbers = new Set(done.map(({ number }) => number))
  return migrations.filter(({ number }) => !numbers.has(number))
}

// DDL has no transaction: a start that is cut off here runs the file again, so every statement must bear that.
async function apply(store: Store, migration: Migration, checkHeld: HeldCheck): Promise<void> {
  const { number, name, checksum, statements } = migration
  for (const [index, statement] of statements.entries()) {
    checkHeld()
    try {
      await command(store.writer, statement)
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new Error(`Migration ${number} (${name}) failed at its statement ${index + 1}: ${reason}`, { cause })
    }
  }
  await insertRows(store.writer, 'migrations', [{ number, name, checksum }])
}
