import type { Logger } from 'pino'
import type { PersonKeys } from './access/person-key.ts'
import { startEngine } from './engine/start-engine.ts'
import { ensureProgram } from './program/store-program.ts'
import { createMeasureViews, measureViews, migrationsFolder } from './report/measure-views.ts'
import { connectionFromUrl } from './store/connection-from-url.ts'
import { createDatabase } from './store/create-database.ts'
import { migrate } from './store/migrate.ts'
import { openStore, type Store } from './store/open-store.ts'
import { backupBeforeUpgrade } from './store/upgrade-backup.ts'

/** A store whose tables, program and views are as this version needs them. */
export type OpenedStore = {
  store: Store
  storeState: () => 'ready' | 'restarting'
  enginePid(): number | undefined
  close(): Promise<void>
}

type Options = { dataDir: string; clickhouseUrl?: string | undefined; log: Logger }

/** Starts the engine unless a server is given, and brings the database up to date; an upgrade is backed up first. */
export async function openPreparedStore(
  { dataDir, clickhouseUrl, log }: Options,
  personKeys: PersonKeys,
): Promise<OpenedStore> {
  const engine =
    clickhouseUrl === undefined ? await startEngine({ dataDir, log, grants: [...measureViews] }) : undefined
  const store = openStore(engine ? engine.connection() : connectionFromUrl(clickhouseUrl ?? ''), { log })
  const close = async () => {
    await store.close()
    await engine?.stop()
  }
  try {
    await createDatabase(store)
    await backupBeforeUpgrade({ store, dataDir, directory: migrationsFolder, isRemote: engine === undefined, log })
    await migrate(store, { directory: migrationsFolder })
    await ensureProgram({ store, personKeys, now: Date.now })
    await createMeasureViews(store)
  } catch (error) {
    await close()
    throw error
  }
  return {
    store,
    storeState: () => (engine === undefined || engine.state() === 'ready' ? 'ready' : 'restarting'),
    enginePid: () => engine?.pid(),
    close,
  }
}
