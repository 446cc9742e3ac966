import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectionFromUrl } from '../../collector/store/connection-from-url.ts'
import { insertRows } from '../../collector/store/insert-rows.ts'
import { openStore } from '../../collector/store/open-store.ts'
import { queryRows } from '../../collector/store/query.ts'
import { startPlainServer } from './plain-server.ts'
import { quietLog } from './quiet-log.ts'
import { startTestServer, type TestServer } from './server.ts'

/** A server whose database the test can read and write beside it. */
export type StoredServer = TestServer & {
  rows(sql: string): Promise<Record<string, unknown>[]>
  insert(table: string, rows: Record<string, unknown>[]): Promise<void>
}

/** Starts an engine of the test's own and a server on it. */
export async function startStoredServer(): Promise<StoredServer> {
  const folder = await mkdtemp(join(tmpdir(), 'takehold-stored-'))
  const engine = await startPlainServer(folder)
  const server = await startTestServer({ clickhouseUrl: engine.url })
  const store = openStore(connectionFromUrl(engine.url), { log: quietLog })
  return {
    ...server,
    rows: (sql) => queryRows(store.writer, sql),
    insert: (table, rows) => insertRows(store.writer, table, rows),
    async stop() {
      await server.stop()
      await store.close()
      await engine.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
