import type { Logger } from 'pino'
import type { PersonKeys } from './access/person-key.ts'
import { analystViews } from './bi/analyst-views.ts'
import type { EnginePriority } from './engine/engine-child.ts'
import { startEngine } from './engine/start-engine.ts'
import { ensureProgram } from './program/store-program.ts'
import { createMeasureViews, migrationsFolder, readerGrants } from './report/measure-views.ts'
import { connectionFromUrl } from './store/connection-from-url.ts'
import { createDatabase } from './store/create-database.ts'
import { migrate } from './store/migrate.ts'
import { openStore, type Store } from './store/open-store.ts'
import { backupBeforeUpgrade } from './store/upgrade-backup.ts'

/** The way to the database: the embedded engine, or the server that CLICKHOUSE_URL names. */
export type StoreConnected = {
  store: Store
  /** True when the database is a server somewhere, which may be away while we start. */
  isRemote: boolean
  storeState: () => 'ready' | 'restarting'
  enginePid(): number | undefined
  close(): Promise<void>
}

type Options = {
  dataDir: string
  clickhouseUrl?: string | undefined
  enginePriority?: EnginePriority | undefined
  log: Logger
}

/** Starts the engine unless a server is given; nothing is sent to a server yet. */
export async function connectStore({ dataDir, clickhouseUrl, enginePriority, log }: Options): Promise<StoreConnected> {
  const isRemote = clickhouseUrl !== undefined
  const engine = isRemote
    ? undefined
    : await startEngine({
        dataDir,
        log,
        grants: [...readerGrants],
        analystGrants: analystViews,
        priority: enginePriority,
      })
  const store = openStore(engine ? engine.connection() : connectionFromUrl(clickhouseUrl ?? ''), { log })
  return {
    store,
    isRemote,
    storeState: () => (engine === undefined || engine.state() === 'ready' ? 'ready' : 'restarting'),
    enginePid: () => engine?.pid(),
    close: async () => {
      await store.close()
      await engine?.stop()
    },
  }
}

/** Brings tables, program and views to what this version needs; an upgrade is backed up first. */
export async function prepareStore(
  { store, isRemote }: StoreConnected,
  { dataDir, log }: Options,
  personKeys: PersonKeys,
): Promise<void> {
  await createDatabase(store)
  await backupBeforeUpgrade({ store, dataDir, directory: migrationsFolder, isRemote, log })
  await migrate(store, { directory: migrationsFolder })
  await ensureProgram({ store, personKeys, now: Date.now })
  await createMeasureViews(store)
}
