import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Engine, startEngine } from '../../collector/engine/start-engine.ts'
import type { StoreConnection } from '../../collector/store/connection.ts'
import { connectionFromUrl } from '../../collector/store/connection-from-url.ts'
import { createDatabase } from '../../collector/store/create-database.ts'
import { openStore, type Store } from '../../collector/store/open-store.ts'
import { startPlainServer } from './plain-server.ts'
import { quietLog } from './quiet-log.ts'

export type StoreKind = 'embedded' | 'url'

export type TestEngine = {
  store: Store
  connection: StoreConnection
  /** The supervised engine; undefined for a plain server given by URL. */
  engine: Engine | undefined
  /** The server as CLICKHOUSE_URL would name it; undefined for the embedded engine. */
  url: string | undefined
  /** The temporary data folder. */
  dataDir: string
  /** Ends the server but keeps the folder and the clients. */
  halt(): Promise<void>
  stop(): Promise<void>
}

/** A ClickHouse of the test file's own; TEST_STORE=url puts every test on a plain server given by URL. */
export async function startTestEngine({
  kind = process.env.TEST_STORE === 'url' ? 'url' : 'embedded',
  grants = [],
}: {
  kind?: StoreKind
  grants?: string[]
} = {}): Promise<TestEngine> {
  const dataDir = await mkdtemp(join(tmpdir(), 'takehold-test-'))
  const running = kind === 'url' ? await plain(dataDir) : await embedded(dataDir, grants)
  const store = openStore(running.connection, { log: quietLog })
  await createDatabase(store)
  return {
    ...running,
    store,
    dataDir,
    stop: async () => {
      await store.close()
      await running.halt()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function embedded(dataDir: string, grants: string[]) {
  const engine = await startEngine({ dataDir, log: quietLog, grants, priority: 'normal' })
  return { engine, connection: engine.connection(), url: undefined, halt: () => engine.stop() }
}

async function plain(dataDir: string) {
  const server = await startPlainServer(dataDir)
  return { engine: undefined, connection: connectionFromUrl(server.url), url: server.url, halt: server.stop }
}
