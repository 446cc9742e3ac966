import { z } from 'zod'
import { Problem } from '../problem.ts'
import { insertRows } from '../store/insert-rows.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'
import { createCredential, hashOf } from './credential.ts'

const keyRow = z.object({
  key_id: z.string(),
  key_hash: z.string(),
  source: z.string(),
  origins: z.array(z.string()),
  created_at: z.coerce.number(),
  revoked_at: z.coerce.number().nullable(),
})

type KeyRow = z.infer<typeof keyRow>

const allKeys = `
SELECT key_id, key_hash, source, origins,
  toUnixTimestamp64Milli(created_at) AS created_at, toUnixTimestamp64Milli(revoked_at) AS revoked_at
FROM write_keys FINAL`

const reloadMs = 30_000

/** Write keys: held in memory, so that the door for events needs no store. */
export type WriteKeys = Awaited<ReturnType<typeof openWriteKeys>>

/** Loads the table `write_keys` and follows what other servers change. */
export async function openWriteKeys({ store }: { store: Store }) {
  let byHash = await load(store)
  let revision = 0
  const timer = setInterval(() => {
    // While the store is down the keys stay as they are.
    void load(store).then(
      (loaded) => {
        byHash = loaded
      },
      () => undefined,
    )
  }, reloadMs)
  timer.unref()

  async function write(row: KeyRow): Promise<void> {
    revision = Math.max(revision + 1, Date.now())
    await insertRows(store.writer, 'write_keys', [{ ...row, revision }])
    byHash.set(row.key_hash, row)
  }

  return {
    /** What a key may do; undefined for an unknown or revoked one. */
    find(key: string): { keyId: string; source: string; origins: string[] } | undefined {
      const row = byHash.get(hashOf(key))
      if (!row || row.revoked_at !== null) return undefined
      return { keyId: row.key_id, source: row.source, origins: row.origins }
    },
    list: (): KeyRow[] => [...byHash.values()],
    /** Makes a key; its text is answered once. */
    async create({
      source,
      origins = [],
    }: {
      source: string
      origins?: string[]
    }): Promise<{ id: string; key: string }> {
      const { id, text, hash } = createCredential('wk')
      await write({ key_id: id, key_hash: hash, source, origins, created_at: Date.now(), revoked_at: null })
      return { id, key: text }
    },
    async revoke(id: string): Promise<void> {
      const row = [...byHash.values()].find((each) => each.key_id === id)
      if (!row) throw new Problem(404, 'unknown_key', 'No such write key', `There is no write key ${id}.`)
      if (row.revoked_at === null) await write({ ...row, revoked_at: Date.now() })
    },
    reload: async (): Promise<void> => {
      byHash = await load(store)
    },
    close: () => clearInterval(timer),
  }
}

async function load(store: Store): Promise<Map<string, KeyRow>> {
  const rows = await queryRows(store.writer, allKeys, {}, keyRow)
  return new Map(rows.map((row) => [row.key_hash, row]))
}
