import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { textsOf } from './erasing-table.ts'
import type { PersonTraces } from './person-traces.ts'
import type { Hit } from './search-tables.ts'
import { holdsText } from './word-pattern.ts'

/** What a look through the data folder found; `untouched` are copies that an erasure leaves alone. */
export type FileHits = { checked: number; held: Hit[]; untouched: string[] }

// Longer than any name or address: a text that lies across two pieces is seen whole in the second.
const overlapChars = 4_096

/** Reads every file of the data folder but the compressed ones of the store, which are asked by SQL, and backups. */
export async function searchFiles(dataDir: string, traces: PersonTraces): Promise<FileHits> {
  const holds = holdsText(textsOf(traces))
  const isHeld = (text: string) => traces.keys.some((key) => text.includes(key)) || holds(text)
  const hits: FileHits = { checked: 0, held: [], untouched: [] }
  for (const entry of await readdir(dataDir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const place = relative(dataDir, path)
    const copy = copyOf(place)
    if (copy !== undefined && !hits.untouched.includes(copy)) hits.untouched.push(copy)
    if (copy !== undefined || isInStore(place) || !entry.isFile()) continue
    const found = await holdsAny(path, isHeld)
    if (found === undefined) continue
    hits.checked += 1
    if (found) hits.held.push({ place, rows: 1 })
  }
  return hits
}

const isInStore = (place: string) => place.startsWith(join('engine', 'store') + sep)

/** The folder of a backup, or of parts that somebody detached from a table. */
function copyOf(place: string): string | undefined {
  const parts = place.split(sep)
  if (parts.length > 1 && parts[0] === 'backups') return join('backups', parts[1] ?? '')
  if (parts[0]?.startsWith('before-restore-')) return parts[0]
  const detached = isInStore(place) ? parts.indexOf('detached') : -1
  return detached > 0 && parts.length > detached + 1 ? parts.slice(0, detached + 2).join(sep) : undefined
}

/** Undefined for a file that is gone by now. */
async function holdsAny(path: string, isHeld: (text: string) => boolean): Promise<boolean | undefined> {
  try {
    let rest = ''
    for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 1_048_576 })) {
      const text = rest + String(chunk)
      if (isHeld(text)) return true
      rest = text.slice(-overlapChars)
    }
    return isHeld(rest)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
