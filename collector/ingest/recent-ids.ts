import { contentHash } from './content-hash.ts'

/** Message ids that came lately, by feed: retries are recognised at the door. An optimisation, so it may forget. */
export type RecentIds = {
  /** Notes the ids of rows; answers the rows whose id was not noted before, nor twice here: the first wins. */
  note<Row extends { message_id: string }>(source: string, rows: readonly Row[]): Row[]
  /** Takes back what was noted for rows that could not be kept. */
  forget(source: string, rows: readonly { message_id: string }[]): void
}

type Generation = { since: number; size: number; bySource: Map<string, Set<string>> }

// Two generations of these: at about 110 bytes an id of 36 characters, some 55 MB when full, at worst twice that.
const generationIdsMax = 250_000
const generationMsMax = 12 * 3_600_000
const idCharsMax = 64

/** Makes the memory of ids: 12 to 24 hours deep, or as many ids as two generations hold, all feeds together. */
export function createRecentIds({ now = Date.now, idsMax = generationIdsMax } = {}): RecentIds {
  let older = emptyGeneration(now())
  let newer = older

  function turn(): void {
    const at = now()
    if (newer.size < idsMax && at - newer.since < generationMsMax) return
    // After a quiet day both are too old.
    older = at - newer.since < 2 * generationMsMax ? newer : emptyGeneration(at)
    newer = emptyGeneration(at)
  }

  return {
    note(source, rows) {
      turn()
      const known = older === newer ? undefined : older.bySource.get(source)
      const noted = setOf(newer, source)
      const before = noted.size
      let size = before
      const fresh: (typeof rows)[number][] = []
      for (const row of rows) {
        const id = shortId(row.message_id)
        // Whether the set grew says whether it was new: one look instead of two.
        noted.add(id)
        if (noted.size === size) continue
        size += 1
        if (!known?.has(id)) fresh.push(row)
      }
      newer.size += size - before
      return fresh
    },
    forget(source, rows) {
      for (const generation of new Set([older, newer])) {
        const noted = generation.bySource.get(source)
        for (const { message_id } of rows) if (noted?.delete(shortId(message_id))) generation.size -= 1
      }
    },
  }
}

function emptyGeneration(since: number): Generation {
  return { since, size: 0, bySource: new Map() }
}

function setOf({ bySource }: Generation, source: string): Set<string> {
  const found = bySource.get(source)
  if (found) return found
  const made = new Set<string>()
  bySource.set(source, made)
  return made
}

// Ids of rows are trimmed, so no short one can begin with a blank.
function shortId(id: string): string {
  return id.length <= idCharsMax ? id : ` ${contentHash(id).slice(0, 32)}`
}
