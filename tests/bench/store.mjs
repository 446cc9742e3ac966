import { join } from 'node:path'
import { createPersonKeys } from '../../dist/collector/access/person-key.js'
import { startEngine } from '../../dist/collector/engine/start-engine.js'
import { createLog } from '../../dist/collector/log.js'
import { storeProgram } from '../../dist/collector/program/store-program.js'
import { createMeasureViews, readerGrants } from '../../dist/collector/report/measure-views.js'
import { createDatabase } from '../../dist/collector/store/create-database.js'
import { migrate } from '../../dist/collector/store/migrate.js'
import { openStore } from '../../dist/collector/store/open-store.js'

/** The embedded engine with every table and view on a folder of its own. */
export async function openBenchStore({ root, folder }, program) {
  const log = createLog('error')
  const engine = await startEngine({ dataDir: folder, log, grants: [...readerGrants] })
  const store = openStore(engine.connection(), { log })
  await createDatabase(store)
  await migrate(store, { directory: join(root, 'schema', 'migrations') })
  const personKeys = createPersonKeys('0123456789abcdef0123456789abcdef')
  await storeProgram({ store, personKeys, now: Date.now }, program, 'bench')
  await createMeasureViews(store)
  return {
    store,
    log,
    async stop() {
      await store.close()
      await engine.stop()
    },
  }
}

/** Runs a question: its rows, the rows the engine read, and the milliseconds until the answer was here. */
export async function askTimed(client, query, params) {
  const beganMs = performance.now()
  const answer = await client.query({ query, query_params: params, format: 'JSON' })
  const { data, statistics } = await answer.json()
  return { rows: data, read: statistics.rows_read, ms: performance.now() - beganMs }
}
