import { z } from 'zod'
import { type Role, role } from '../../schema/routes/role.ts'
import { insertRows } from '../store/insert-rows.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'
import { type CredentialPrefix, credentialId, hasHash } from './credential.ts'

const instantMs = z.coerce.number()

const entryRow = z.object({
  token_id: z.string(),
  token_hash: z.string(),
  kind: z.enum(['token', 'session', 'link']),
  role,
  person_key: z.string(),
  created_at: instantMs,
  expires_at: instantMs.nullable(),
  revoked_at: instantMs.nullable(),
})

/** One token, session or link; instants are epoch milliseconds. */
export type TokenEntry = z.infer<typeof entryRow> & { role: Role }

const prefixes: Record<TokenEntry['kind'], CredentialPrefix> = { token: 'tk', session: 'ss', link: 'ln' }

const allEntries = `
SELECT token_id, token_hash, kind, role, person_key,
  toUnixTimestamp64Milli(created_at) AS created_at,
  toUnixTimestamp64Milli(expires_at) AS expires_at,
  toUnixTimestamp64Milli(revoked_at) AS revoked_at
FROM tokens FINAL
WHERE kind = 'token' OR (revoked_at IS NULL AND expires_at > now64(3))`

/** Every credential that people sign in with, held in memory so that a sign-in needs no store. */
export type TokenBook = Awaited<ReturnType<typeof openTokenBook>>

/** Another server on the same store may have made a token that this one has not heard of. */
const reloadMsMin = 2_000

/** Loads the table `tokens`. */
export async function openTokenBook({ store, now = Date.now }: { store: Store; now?: () => number }) {
  let entries = await load(store)
  let loadedAt = now()
  let revision = 0
  const usedUp = new Set<string>()

  async function write(entry: TokenEntry): Promise<void> {
    revision = Math.max(revision + 1, now())
    await insertRows(store.writer, 'tokens', [{ ...entry, revision }])
    entries.set(entry.token_id, entry)
  }

  const isLive = (entry: TokenEntry) =>
    entry.revoked_at === null && (entry.expires_at === null || entry.expires_at > now())

  return {
    /** The live entry this text belongs to. */
    async find(kind: TokenEntry['kind'], text: string): Promise<TokenEntry | undefined> {
      const id = credentialId(prefixes[kind], text)
      if (id === undefined) return undefined
      if (!entries.has(id) && now() - loadedAt > reloadMsMin) {
        loadedAt = now()
        entries = await load(store)
      }
      const entry = entries.get(id)
      if (usedUp.has(id)) return undefined
      return entry && entry.kind === kind && isLive(entry) && hasHash(text, entry.token_hash) ? entry : undefined
    },
    list: (kind: TokenEntry['kind']): TokenEntry[] => [...entries.values()].filter((entry) => entry.kind === kind),
    get: (id: string): TokenEntry | undefined => entries.get(id),
    write,
    /** Marks the entry at once, so that of two requests only one succeeds, then stores it. */
    async spend(entry: TokenEntry): Promise<boolean> {
      if (usedUp.has(entry.token_id)) return false
      usedUp.add(entry.token_id)
      try {
        await write({ ...entry, revoked_at: now() })
        return true
      } catch (error) {
        usedUp.delete(entry.token_id)
        throw error
      }
    },
    reload: async (): Promise<void> => {
      entries = await load(store)
    },
  }
}

async function load(store: Store): Promise<Map<string, TokenEntry>> {
  const rows = await queryRows(store.writer, allEntries, {}, entryRow)
  return new Map(rows.map((row) => [row.token_id, row]))
}
