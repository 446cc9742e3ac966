import { z } from 'zod'
import type { PersonKeys } from '../access/person-key.ts'
import type { Store } from '../store/open-store.ts'
import { insertBatch } from './insert-batch.ts'
import { queryWithRows } from './query-with-rows.ts'

/** The table of keys and ids; every id that is seen anywhere gets its row once. */
export type Identities = {
  /** Stores the ids that are not known yet. */
  note(personIds: Iterable<string>, waitMsMax: number): Promise<void>
  /** Forgets what is remembered, after an erasure or a restore. */
  forget(): void
}

const rememberedMax = 500_000
const keyRow = z.object({ person_key: z.string() })

/** Opens the table; which keys it holds is asked for the ids at hand and remembered. */
export function openIdentities(store: Store, personKeys: PersonKeys): Identities {
  const stored = new Set<string>()
  return {
    async note(personIds, waitMsMax) {
      const unseen = new Map<string, string>()
      for (const id of personIds) {
        const key = personKeys.keyOf(id)
        if (key !== '' && !stored.has(key)) unseen.set(key, id)
      }
      if (unseen.size === 0) return
      if (stored.size > rememberedMax) stored.clear()
      for (const key of await storedAmong(store, [...unseen.keys()])) {
        stored.add(key)
        unseen.delete(key)
      }
      const rows = Array.from(unseen, ([person_key, person_id]) => ({ person_key, person_id }))
      await insertBatch(store, 'identities', rows, { waitMsMax })
      for (const key of unseen.keys()) stored.add(key)
    },
    forget: () => stored.clear(),
  }
}

async function storedAmong(store: Store, keys: string[]): Promise<string[]> {
  const sql = 'SELECT person_key FROM identities WHERE person_key IN (SELECT person_key FROM given)'
  const given = { structure: 'person_key String', rows: keys.map((person_key) => ({ person_key })) }
  return (await queryWithRows(store, sql, given, keyRow)).map(({ person_key }) => person_key)
}
