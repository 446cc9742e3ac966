import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashOf } from '../../collector/access/credential.ts'
import { startEngine } from '../../collector/engine/start-engine.ts'
import { insertRows } from '../../collector/store/insert-rows.ts'
import { openStore, type Store } from '../../collector/store/open-store.ts'
import { queryRows } from '../../collector/store/query.ts'
import { createKeyRoute } from '../../schema/routes/credentials.ts'
import { runCli, startCli } from './cli.ts'
import { quietLog } from './quiet-log.ts'
import { rosterOf } from './small-organisation.ts'

/** How often what a source sent is stored; each event of these tests is about a record of its own. */
export type Counted = { source: string; events: number; message_ids: number; records: number }

type Row = Record<string, unknown>

/** A collector process with people, which clients send to while it dies and comes back. */
export type ClientCollector = {
  dataDir: string
  /** Where it is before and after it was killed. */
  url: string
  /** Whom events may name. */
  people: readonly string[]
  /** Makes a write key of a source; with origins it works from these only. */
  keyOf(source: string, origins?: readonly string[]): Promise<string>
  /** Makes these the texts of write keys, as if the collector had made them; it is started again for it. */
  adoptKeys(sourceByKey: ReadonlyMap<string, string>): Promise<void>
  /** Ends the process with SIGKILL. */
  kill(): Promise<void>
  /** Starts it again on the same folder and port. */
  start(): Promise<void>
  /** What `takehold verify` prints. */
  verify(): Promise<string>
  /** Ends the process in order and reads its folder. */
  stopAndRead(sql: string): Promise<Row[]>
  /** Ends the process in order and counts what its folder holds. */
  stopAndCount(): Promise<Counted[]>
  remove(): Promise<void>
}

/** Starts a collector as a process of its own, as people do, with a small roster. */
export async function startClientCollector(size = 20): Promise<ClientCollector> {
  const dataDir = await mkdtemp(join(tmpdir(), 'takehold-clients-'))
  let server = await startCli(['--data', dataDir])
  const { url } = server
  const port = new URL(url).port
  const takehold = async (...args: string[]) => {
    const { code, out, err } = await runCli([...args, '--data', dataDir])
    if (code !== 0) throw new Error(`takehold ${args.join(' ')}: ${out}${err}`)
    return out
  }
  const roster = join(dataDir, 'roster.csv')
  await writeFile(roster, rosterOf({ Sales: size }))
  await takehold('import', 'roster', roster)
  const stopAnd = async <T>(use: (store: Store) => Promise<T>) => {
    const code = await server.stop()
    if (code !== 0) throw new Error(`The collector ended with ${code}.`)
    return withStore(dataDir, use)
  }
  const start = async () => {
    server = await startCli(['--data', dataDir, '--port', port])
  }
  const stopAndRead = (sql: string) => stopAnd((store) => queryRows(store.writer, sql))
  return {
    dataDir,
    url,
    people: Array.from({ length: size }, (_, index) => `Sales-${index}`),
    keyOf: (source, origins = []) => createKey(dataDir, url, { source, origins }),
    kill: () => server.kill(),
    async adoptKeys(sourceByKey) {
      const keys = [...sourceByKey].map(([text, source]) => ({
        key_id: text,
        key_hash: hashOf(text),
        source,
        origins: [],
      }))
      await stopAnd((store) => insertRows(store.writer, 'write_keys', keys))
      await start()
    },
    start,
    verify: () => takehold('verify'),
    stopAndRead,
    stopAndCount: async () => (await stopAndRead(countsBySource)).map(countedOf),
    async remove() {
      await server.kill()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

const countsBySource = `
SELECT source, count() AS events, uniqExact(message_id) AS message_ids, uniqExact(record_id) AS records
FROM events FINAL GROUP BY source ORDER BY source`

// Not by the command line: a process for each key would take longer than the test.
async function createKey(dataDir: string, url: string, key: object): Promise<string> {
  const token = (await readFile(join(dataDir, 'secrets', 'local-token'), 'utf8')).trim()
  const headers = { Authorization: `Bearer ${token}` }
  const made = await fetch(`${url}${createKeyRoute.path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(key),
  })
  return createKeyRoute.answer.parse(await made.json()).write_key
}

function countedOf({ source, events, message_ids, records }: Row): Counted {
  return {
    source: String(source),
    events: Number(events),
    message_ids: Number(message_ids),
    records: Number(records),
  }
}

async function withStore<T>(dataDir: string, use: (store: Store) => Promise<T>): Promise<T> {
  const engine = await startEngine({ dataDir, log: quietLog, grants: [] })
  const store = openStore(engine.connection(), { log: quietLog })
  try {
    return await use(store)
  } finally {
    await store.close()
    await engine.stop()
  }
}
