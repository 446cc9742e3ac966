import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { Problem } from '../problem.ts'
import type { Store } from './open-store.ts'
import { queryRows } from './query.ts'

const manifestName = 'manifest.json'

const tableCount = z.object({ name: z.string(), rows: z.coerce.number().int() })

// Rows arrive while a backup is written, so the true number lies between the counts before and after it.
const tableRange = z.object({ name: z.string(), rows_min: z.int(), rows_max: z.int() })

const backupManifest = z.object({
  format: z.literal(1),
  created_at: z.iso.datetime(),
  database: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/),
  /** Name of the copy in the server's own backup folder; null when the copy lies in this folder. */
  server_name: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .nullable(),
  migration: z.int(),
  tables: z.array(tableRange),
  files: z.array(z.object({ path: z.string(), bytes: z.int(), sha256: z.string() })),
})

/** What a backup says about itself: rows of each table and the hash of each file. */
export type BackupManifest = z.infer<typeof backupManifest>

/** Reads a backup's files again and compares them with its manifest; throws at the first that differs. */
export async function checkBackup(directory: string): Promise<BackupManifest> {
  const manifest = await readManifest(directory)
  const found = new Map((await hashFiles(directory)).map((file) => [file.path, file]))
  for (const { path, bytes, sha256 } of manifest.files) {
    const file = found.get(path)
    if (file?.bytes === bytes && file.sha256 === sha256) continue
    throw damaged(directory, `${path} is ${file ? 'not as it was written' : 'missing'}`)
  }
  return manifest
}

export async function writeManifest(directory: string, manifest: BackupManifest): Promise<void> {
  await writeFile(join(directory, manifestName), JSON.stringify(manifest, null, 1), { mode: 0o600 })
}

/** Every file below the folder with size and hash, the manifest apart. */
export async function hashFiles(directory: string): Promise<BackupManifest['files']> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const files: BackupManifest['files'] = []
  for (const path of paths.sort()) {
    const name = relative(directory, path)
    if (name !== manifestName) files.push({ path: name, bytes: (await stat(path)).size, sha256: await hashFile(path) })
  }
  return files
}

/** Distinct rows of every table that stores rows for good, by name; FINAL, so that merges change nothing. */
export async function countRows(store: Store): Promise<Map<string, number>> {
  const tables = await queryRows(
    store.writer,
    `SELECT name, if(engine = 'MergeTree', '', 'FINAL') AS final FROM system.tables
     WHERE database = currentDatabase() AND engine LIKE '%MergeTree' AND create_table_query NOT LIKE '% TTL %'`,
    {},
    z.object({ name: z.string(), final: z.enum(['', 'FINAL']) }),
  )
  const counts = new Map<string, number>()
  for (const { name, final } of tables) {
    const statement = `SELECT {table:String} AS name, count() AS rows FROM {table:Identifier} ${final}`
    const [counted] = await queryRows(store.writer, statement, { table: name }, tableCount)
    counts.set(name, counted?.rows ?? 0)
  }
  return counts
}

/** Rows of the whole backup; at least, where some arrived meanwhile. */
export function rowsOf({ tables }: BackupManifest): number {
  return tables.reduce((total, table) => total + table.rows_min, 0)
}

/** Both counts of every table that was there before and after. */
export function tableRanges(before: Map<string, number>, after: Map<string, number>): BackupManifest['tables'] {
  return [...before].map(([name, rows]) => {
    const later = after.get(name) ?? rows
    return { name, rows_min: Math.min(rows, later), rows_max: Math.max(rows, later) }
  })
}

async function readManifest(directory: string): Promise<BackupManifest> {
  try {
    return backupManifest.parse(JSON.parse(await readFile(join(directory, manifestName), 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw damaged(directory, `it has no ${manifestName}: it is no backup, or an unfinished one`)
    }
    throw damaged(directory, `its ${manifestName} cannot be read`)
  }
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

function damaged(directory: string, what: string): Problem {
  return new Problem(422, 'backup_damaged', 'The backup cannot be used', `${directory}: ${what}. Nothing was changed.`)
}
