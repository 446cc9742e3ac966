import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { splitStatements } from './split-statements.ts'

/** One numbered file of statements. */
export type Migration = { number: number; name: string; checksum: string; statements: string[] }

/** Reads the numbered files of a folder in order; the numbers must run 1, 2, 3 … */
export function readMigrations(directory: string): Migration[] {
  const files = readdirSync(directory)
    .filter((file) => file.endsWith('.sql'))
    .sort()
  return files.map((file, index) => {
    const match = /^(\d{4})_([a-z0-9_]+)\.sql$/.exec(file)
    if (!match?.[1] || !match[2]) throw new Error(`${file} is not named like 0001_name.sql.`)
    const number = Number(match[1])
    if (number !== index + 1) throw new Error(`${file} should carry the number ${index + 1}: numbers run without gaps.`)
    const { text, checksum } = readSql(join(directory, file))
    return { number, name: match[2], checksum, statements: splitStatements(text) }
  })
}

/** A file of SQL and the hash of its text, the same whatever line ends a checkout gave it. */
export function readSql(path: string): { text: string; checksum: string } {
  const text = readFileSync(path, 'utf8').replaceAll('\r\n', '\n')
  return { text, checksum: createHash('sha256').update(text).digest('hex') }
}
