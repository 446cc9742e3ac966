import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, join, sep } from 'node:path'
import { textsOf } from './erasing-table.ts'
import type { PersonTraces } from './person-traces.ts'
import type { Hit } from './search-tables.ts'
import { holdsText } from './word-pattern.ts'

/** What a look through the data folder found; `untouched` are copies that an erasure leaves alone. */
export type FileHits = { checked: number; held: Hit[]; alike: Hit[]; untouched: string[] }

// Longer than any name or address: a text that lies across two pieces is seen whole in the second.
const overlapChars = 4_096

/** Reads every file of the data folder but the compressed ones of the store, which are asked by SQL, and backups. */
export async function searchFiles(dataDir: string, traces: PersonTraces): Promise<FileHits> {
  const { keys, ids, names, emails } = traces
  const hasKey = (text: string) => keys.some((key) => text.includes(key))
  const holds = holdsText(textsOf(traces))
  const holdsSurely = [holdsText(ids, { asPerson: true }), holdsText([...names, ...emails])]
  const isHeld = (text: string) => hasKey(text) || holds(text)
  // An event of somebody else may be about a record of the same id; a person there stands beside the key.
  const isHeldInSpool = (text: string) => hasKey(text) || holdsSurely.some((test) => test(text))
  const hits: FileHits = { checked: 0, held: [], alike: [], untouched: [] }
  for await (const place of placesIn(dataDir, '')) {
    const copy = copyOf(place)
    if (copy !== undefined && !hits.untouched.includes(copy)) hits.untouched.push(copy)
    if (copy !== undefined || isInStore(place)) continue
    const path = join(dataDir, place)
    const found = await holdsAny(path, isInSpool(place) ? isHeldInSpool : isHeld)
    if (found === undefined) continue
    hits.checked += 1
    if (found) hits.held.push({ place, rows: 1 })
    else if (isInSpool(place) && (await holdsAny(path, holds))) hits.alike.push({ place, rows: 1 })
  }
  return hits
}

const isInSpool = (place: string) => place.startsWith(`spool${sep}`)
const isInStore = (place: string) => place.startsWith(join('engine', 'store') + sep)

// The folder of one part of a table; merges make and remove these all the time.
const isPart = (name: string) => /_\d+_\d+_\d+/.test(name)

/** Every file below a folder; of the store only what stands beside its parts, and what is detached. */
async function* placesIn(dataDir: string, folder: string): AsyncGenerator<string> {
  const entries = await unlessGone(readdir(join(dataDir, folder), { withFileTypes: true }))
  for (const entry of entries ?? []) {
    const place = join(folder, entry.name)
    const isLivePart = isInStore(place) && isPart(entry.name) && basename(folder) !== 'detached'
    if (entry.isFile()) yield place
    else if (entry.isDirectory() && !isLivePart) yield* placesIn(dataDir, place)
  }
}

/** The folder of a backup, or of parts that somebody detached from a table. */
function copyOf(place: string): string | undefined {
  const parts = place.split(sep)
  if (parts.length > 1 && parts[0] === 'backups') return join('backups', parts[1] ?? '')
  if (parts[0]?.startsWith('before-restore-')) return parts[0]
  const detached = isInStore(place) ? parts.indexOf('detached') : -1
  return detached > 0 && parts.length > detached + 1 ? parts.slice(0, detached + 2).join(sep) : undefined
}

function holdsAny(path: string, isHeld: (text: string) => boolean): Promise<boolean | undefined> {
  return unlessGone(readThrough(path, isHeld))
}

async function readThrough(path: string, isHeld: (text: string) => boolean): Promise<boolean> {
  let rest = ''
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 1_048_576 })) {
    const text = rest + String(chunk)
    if (isHeld(text)) return true
    rest = text.slice(-overlapChars)
  }
  return false
}

/** Undefined for what is gone by now. */
async function unlessGone<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
