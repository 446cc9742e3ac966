import type { WriteKey } from '../ingest/write-keys.ts'
import { hashOf } from './credential.ts'
import type { KeyRow } from './write-key-row.ts'

const presentedMax = 1_000

/** The write keys in memory, found by the text that a sender presents. */
export function createWriteKeyIndex() {
  let byHash = new Map<string, KeyRow>()
  // What good keys hash to, so that a sender's key is hashed once and not with each request.
  const presented = new Map<string, string>()
  return {
    replace(rows: readonly KeyRow[]): void {
      byHash = new Map(rows.map((row) => [row.key_hash, row]))
    },
    put: (row: KeyRow): void => void byHash.set(row.key_hash, row),
    list: (): KeyRow[] => [...byHash.values()],
    find(key: string): WriteKey | undefined {
      const hash = presented.get(key) ?? hashOf(key)
      const row = byHash.get(hash)
      if (!row || row.revoked_at !== null) return undefined
      if (presented.size >= presentedMax) presented.clear()
      presented.set(key, hash)
      const { events_per_second: eventsPerSecond, events_per_day: eventsPerDay } = row
      return { keyId: row.key_id, source: row.source, origins: row.origins, eventsPerSecond, eventsPerDay }
    },
  }
}
