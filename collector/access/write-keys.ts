import type { WriteKey } from '../ingest/write-keys.ts'
import { Problem } from '../problem.ts'
import { insertRows } from '../store/insert-rows.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'
import { createCredential } from './credential.ts'
import { openWriteKeyFile } from './write-key-file.ts'
import { createWriteKeyIndex } from './write-key-index.ts'
import { allKeys, type KeyRow, keyRow } from './write-key-row.ts'

/** What a new key may do; a limit of 0 is the usual one. */
export type NewKey = { source: string; origins?: string[]; eventsPerSecond?: number; eventsPerDay?: number }

/** Write keys: held in memory, so that the door for events needs no store. */
export type WriteKeys = {
  /** What a key may do; undefined for an unknown or revoked one. */
  find(key: string): WriteKey | undefined
  /** False until the store has answered once: until then the keys are those of the file. */
  isCurrent(): boolean
  list(): KeyRow[]
  /** Makes a key; its text is answered once. */
  create(key: NewKey): Promise<{ id: string; key: string }>
  revoke(id: string): Promise<void>
  reload(): Promise<void>
  close(): void
}

/** Loads the table `write_keys`, or the file while the store does not answer, and follows what other servers change. */
export async function openWriteKeys({ store, cacheFile }: { store: Store; cacheFile: string }): Promise<WriteKeys> {
  const file = openWriteKeyFile(cacheFile)
  const index = createWriteKeyIndex()
  let isCurrent = false
  let writes = 0
  let revision = 0

  async function load(): Promise<void> {
    const writesBefore = writes
    const rows = await queryRows(store.writer, allKeys, {}, keyRow)
    // Rows that were asked for before a write may be without it.
    if (writes !== writesBefore) return load()
    index.replace(rows)
    isCurrent = true
    file.keep(rows)
  }

  async function write(row: KeyRow): Promise<void> {
    revision = Math.max(revision + 1, Date.now())
    await insertRows(store.writer, 'write_keys', [{ ...row, revision }])
    writes += 1
    index.put(row)
    file.keep(index.list())
  }

  await load().catch((error: unknown) => {
    const rows = file.read()
    // Without any key everything would be refused for good; whoever starts the server must hear why.
    if (!rows) throw error
    index.replace(rows)
  })
  const stopReloading = keepReloading(load, () => isCurrent)

  return {
    find: index.find,
    isCurrent: () => isCurrent,
    list: index.list,
    async create({ source, origins = [], eventsPerSecond = 0, eventsPerDay = 0 }) {
      const { id, text, hash } = createCredential('wk')
      const limits = { events_per_second: eventsPerSecond, events_per_day: eventsPerDay }
      await write({ key_id: id, key_hash: hash, source, origins, ...limits, created_at: Date.now(), revoked_at: null })
      return { id, key: text }
    },
    async revoke(id) {
      const row = index.list().find((each) => each.key_id === id)
      if (!row) throw new Problem(404, 'unknown_key', 'No such write key', `There is no write key ${id}.`)
      if (row.revoked_at === null) await write({ ...row, revoked_at: Date.now() })
    },
    reload: load,
    close: stopReloading,
  }
}

const reloadMs = 30_000
const retryMs = 1_000

// While the store is down the keys stay as they are, and it is asked more often.
function keepReloading(load: () => Promise<void>, isCurrent: () => boolean): () => void {
  let isStopped = false
  let timer: NodeJS.Timeout
  function later(): void {
    if (isStopped) return
    timer = setTimeout(
      () =>
        void load()
          .catch(() => undefined)
          .then(later),
      isCurrent() ? reloadMs : retryMs,
    )
    timer.unref()
  }
  later()
  return () => {
    isStopped = true
    clearTimeout(timer)
  }
}
