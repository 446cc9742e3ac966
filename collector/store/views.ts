import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { insertRows } from './insert-rows.ts'
import { readSql } from './migration-files.ts'
import type { Store } from './open-store.ts'
import { command, queryRows } from './query.ts'
import { splitStatements } from './split-statements.ts'
import { withStoreLock } from './store-lock.ts'

export type ViewOptions = {
  /** The folder of the statements. */
  directory: string
  /** Paths below it without `.sql`, such as `measures/adoption`, each after the ones it selects from. */
  names: string[]
  /** Views the reader may ask; each must be made by one of the files and reads its tables as the writer. */
  grants: string[]
}

type ViewFile = { name: string; hash: string; statements: string[]; views: string[]; granted: string[] }

/** Creates or replaces the views whose text, or whose ground, has changed; answers the names of their files. */
export async function createViews(store: Store, { directory, names, grants }: ViewOptions): Promise<string[]> {
  await command(store.writer, createRecord)
  const files = readViews(directory, names, grants, await ground(store))
  const made = new Set(files.flatMap((file) => file.views))
  const missing = grants.filter((grant) => !made.has(grant))
  if (missing.length > 0) throw new Error(`No file in ${directory} creates the view ${missing.join(', ')}.`)
  if ((await changed(store, files)).length === 0) return []
  return withStoreLock(store, async (checkHeld) => {
    const replaced = await changed(store, files)
    for (const { name, hash, statements, granted } of replaced) {
      for (const statement of statements) {
        checkHeld()
        await command(store.writer, statement)
      }
      for (const view of granted) await command(store.writer, readAsWriter, { view })
      await insertRows(store.writer, 'created_views', [{ name, hash }])
    }
    return replaced.map((file) => file.name)
  })
}

// The reader has no right to any table, so a view it may ask reads them with the right of who made it.
const readAsWriter = 'ALTER TABLE {view:Identifier} MODIFY SQL SECURITY DEFINER DEFINER = CURRENT_USER'

const createRecord = `CREATE TABLE IF NOT EXISTS created_views (
  name String COMMENT 'file the views came from, without .sql',
  hash String COMMENT 'SHA-256 over its text, its grants, the files before it and the migrations',
  created_at DateTime64(6, 'UTC') DEFAULT now64(6, 'UTC') COMMENT 'instant they were created'
) ENGINE = ReplacingMergeTree(created_at) ORDER BY name`

// A view keeps the columns it saw when it was made, so a change below it must make it again: hashes are chained.
function readViews(directory: string, names: string[], grants: string[], below: string): ViewFile[] {
  let hash = below
  return names.map((name) => {
    const { text, checksum } = readSql(join(directory, `${name}.sql`))
    const views = [...text.matchAll(/^CREATE OR REPLACE VIEW\s+(\w+)/gim)].flatMap((match) => match[1] ?? [])
    const granted = views.filter((view) => grants.includes(view))
    hash = createHash('sha256')
      .update([hash, checksum, ...granted].join())
      .digest('hex')
    return { name, hash, statements: splitStatements(text), views, granted }
  })
}

async function ground(store: Store): Promise<string> {
  const rows = await queryRows(store.writer, 'SELECT checksum FROM migrations ORDER BY number')
  // The definer by name too: a backup may have come from a server with other users.
  return [store.connection.writer.username, ...rows.map((row) => String(row.checksum))].join()
}

async function changed(store: Store, files: ViewFile[]): Promise<ViewFile[]> {
  const made = await queryRows(store.writer, 'SELECT name, hash FROM created_views FINAL')
  const tables = await queryRows(store.writer, 'SELECT name FROM system.tables WHERE database = currentDatabase()')
  const hashes = new Map(made.map((row) => [row.name, row.hash]))
  const present = new Set(tables.map((row) => row.name))
  return files.filter((file) => hashes.get(file.name) !== file.hash || file.views.some((view) => !present.has(view)))
}
