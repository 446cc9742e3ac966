import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectionFromUrl } from '../../collector/store/connection-from-url.ts'
import { openStore, type Store } from '../../collector/store/open-store.ts'
import { command } from '../../collector/store/query.ts'
import { type CollectorProcess, createCollector } from './collector-process.ts'
import { type DriverOptions, driveEvents, type EventDriver } from './event-driver.ts'
import { exact, type Judged, judge, type Verdict } from './fault-oracle.ts'
import { type PlainServer, startPlainServer } from './plain-server.ts'
import { quietLog } from './quiet-log.ts'
import { rosterOf } from './small-organisation.ts'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts'

/** A ClickHouse that stays up, a proxy before it, and collectors that are processes of their own. */
export type FaultBench = {
  engine: PlainServer
  proxy: TcpProxy
  /** Past the proxy. */
  store: Store
  collector: CollectorProcess
  /** Another collector on the same store, with a spool of its own; started. */
  addCollector(): Promise<CollectorProcess>
  drive(options?: Partial<DriverOptions>): EventDriver
  judge(logs: Judged['logs'], options?: Partial<Judged>): Promise<Verdict>
  stop(): Promise<void>
}

/** The verdict that every fault test expects. */
export { exact }

const people = Array.from({ length: 20 }, (_, index) => `Sales-${index}`)

/** Starts everything, with a roster, so that every good event counts. */
export async function startFaultBench({
  args = [],
  env = {},
}: {
  args?: string[]
  env?: Record<string, string>
} = {}): Promise<FaultBench> {
  const folder = await mkdtemp(join(tmpdir(), 'takehold-fault-'))
  const engine = await startPlainServer(folder)
  const proxy = await startTcpProxy({ port: engine.port })
  const url = engine.url.replace(`:${engine.port}/`, `:${proxy.port}/`)
  const store = openStore(connectionFromUrl(engine.url), { log: quietLog })
  const create = (name: string) => createCollector(join(folder, name), { args, env: { ...env, CLICKHOUSE_URL: url } })
  const collectors = [create('first')]
  const [collector = create('first')] = collectors
  await collector.start()
  await collector.json('/api/import/roster?file=roster.csv', {
    method: 'POST',
    body: rosterOf({ Sales: people.length }),
  })
  await collector.json('/api/verify', { method: 'POST' })
  // A start within ten minutes of an import derives everything anew: not what these tests are about.
  await command(store.writer, 'TRUNCATE TABLE imports')
  return {
    ...{ engine, proxy, store, collector },
    async addCollector() {
      const other = create(`other-${collectors.length}`)
      await mkdir(other.dataDir, { recursive: true })
      // The same secret, so that the same person has the same key.
      await cp(join(collector.dataDir, 'secrets'), join(other.dataDir, 'secrets'), { recursive: true })
      collectors.push(other)
      await other.start()
      return other
    },
    drive: (options = {}) =>
      driveEvents({
        url: () => collectors.map((one) => one.url()),
        writeKey: collector.writeKey(),
        people,
        ...options,
      }),
    judge: (logs, options = {}) => judge({ store, collectors, logs, ...options }),
    async stop() {
      for (const one of collectors) {
        one.signal('SIGCONT')
        await one.kill()
      }
      await store.close()
      await proxy.close()
      await engine.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
