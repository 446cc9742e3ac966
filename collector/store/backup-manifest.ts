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

const backupManifest = z.object({
  format: z.literal(1),
  created_at: z.iso.datetime(),
  database: z.string(),
  migration: z.int(),
  tables: z.array(tableCount),
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

/** Rows of every table that stores rows, by name. */
export async function countRows(store: Store): Promise<BackupManifest['tables']> {
  const tables = await queryRows(
    store.writer,
    `SELECT name, 0 AS rows FROM system.tables
     WHERE database = currentDatabase() AND engine LIKE '%MergeTree' ORDER BY name`,
    {},
    tableCount,
  )
  return Promise.all(
    tables.map(async ({ name }) => {
      const counted = await queryRows(store.writer, 'SELECT {table:String} AS name, count() AS rows FROM {table:Identifier}', { table: name }, tableCount)
      return { name, rows: counted[0]?.rows ?? 0 }
    }),
  )
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
