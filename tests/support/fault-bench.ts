import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { connectionFromUrl } from '../../collector/store/connection-from-url.ts'
import { openStore, type Store } from '../../collector/store/open-store.ts'
import { command } from '../../collector/store/query.ts'
import { delivery } from '../../schema/routes/delivery.ts'
import { type CollectorProcess, createCollector } from './collector-process.ts'
import { type DriverOptions, driveEvents, type EventDriver } from './event-driver.ts'
import { exact, type Judged, judge, type Verdict } from './fault-oracle.ts'
import { type PlainServer, startPlainServer } from './plain-server.ts'
import { quietLog } from './quiet-log.ts'
import { copyReadyStore, keepReadyStore, mayKeepStore } from './ready-store.ts'
import { mountSmallDisk, unmountSmallDisk } from './small-disk.ts'
import { rosterOf } from './small-organisation.ts'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts'

/** A ClickHouse that stays up, a proxy before it, and collectors that are processes of their own. */
export type FaultBench = {
  engine: PlainServer
  /** Everything of the engine. */
  engineFolder: string
  proxy: TcpProxy
  /** Past the proxy. */
  store: Store
  collector: CollectorProcess
  /** Resolves when the first collector brings events into the store, after that was away. */
  flushes(): Promise<void>
  /** Another collector on the same store, with a spool of its own; started. */
  addCollector(): Promise<CollectorProcess>
  /** The same, not started yet. */
  prepareCollector(): Promise<CollectorProcess>
  importRoster(): Promise<void>
  drive(options?: Partial<DriverOptions>): EventDriver
  judge(logs: Judged['logs'], options?: Partial<Judged>): Promise<Verdict>
  stop(): Promise<void>
}

/** The verdict that every fault test expects. */
export { exact }

const people = Array.from({ length: 20 }, (_, index) => `Sales-${index}`)

const dayMs = 86_400_000
const licensedDays = 40

export type FaultBenchOptions = {
  args?: string[]
  env?: Record<string, string>
  /** Size of a disk of its own for the first collector's spool. */
  spoolDiskBytes?: number
  /** Size of a disk of its own for the engine. */
  engineDiskBytes?: number
}

/** Starts everything, with a roster, so that every good event counts. */
export async function startFaultBench(options: FaultBenchOptions = {}): Promise<FaultBench> {
  const { args = [], env = {} } = options
  const folder = await mkdtemp(join(tmpdir(), 'takehold-fault-'))
  const disks = mountDisks(folder, options)
  const isReady = await copyReadyStore(folder)
  const engine = await startPlainServer(join(folder, 'engine'))
  const proxy = await startTcpProxy({ port: engine.port })
  const url = engine.url.replace(`:${engine.port}/`, `:${proxy.port}/`)
  const store = openStore(connectionFromUrl(engine.url), { log: quietLog })
  const create = (name: string) => createCollector(join(folder, name), { args, env: { ...env, CLICKHOUSE_URL: url } })
  const collector = await create('first')
  const collectors = [collector]
  await collector.start()
  const bench = { engine, engineFolder: join(folder, 'engine'), proxy, store, collector }
  if (!isReady) await importRoster(bench)
  if (!isReady && disks.length === 0 && (await mayKeepStore())) await keep(folder, bench)

  async function prepareCollector() {
    const other = await create(`other-${collectors.length}`)
    await mkdir(other.dataDir, { recursive: true })
    // The same secret, so that the same person has the same key.
    await cp(join(collector.dataDir, 'secrets'), join(other.dataDir, 'secrets'), { recursive: true })
    collectors.push(other)
    return other
  }

  return {
    ...bench,
    importRoster: () => importRoster(bench),
    async flushes() {
      while (delivery.parse(await collector.json('/api/delivery')).lane !== 'running') await delay(50)
    },
    prepareCollector,
    async addCollector() {
      const other = await prepareCollector()
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
        one.signal('SIGKILL')
        await one.ended()
      }
      await store.close()
      await proxy.close()
      await engine.stop()
      for (const disk of disks) unmountSmallDisk(disk)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function mountDisks(folder: string, { spoolDiskBytes, engineDiskBytes }: FaultBenchOptions): string[] {
  const wanted: [string, number | undefined][] = [
    [join(folder, 'first', 'spool'), spoolDiskBytes],
    [join(folder, 'engine'), engineDiskBytes],
  ]
  return wanted.flatMap(([place, bytes]) => {
    if (bytes === undefined) return []
    if (!mountSmallDisk(place, bytes)) throw new Error(`No disk could be mounted over ${place}.`)
    return [place]
  })
}

async function keep(folder: string, { collector, engine }: Pick<FaultBench, 'collector' | 'engine'>): Promise<void> {
  await collector.stop()
  await engine.stop()
  await keepReadyStore(folder)
  await engine.start()
  await collector.start()
}

// Reports reach back to the first day with a licence: a year of them would be most of the work after every start.
function licensedLately(roster: string): string {
  const from = new Date(Date.now() - licensedDays * dayMs).toISOString().slice(0, 10)
  const [header = '', ...rows] = roster.split('\n')
  return [`${header},licensed_from`, ...rows.map((row) => `${row},${from}`)].join('\n')
}

async function importRoster({ collector, store }: Pick<FaultBench, 'collector' | 'store'>): Promise<void> {
  const init = { method: 'POST', body: licensedLately(rosterOf({ Sales: people.length })) }
  await collector.json('/api/import/roster?file=roster.csv', init)
  await collector.json('/api/verify', { method: 'POST' })
  // A start within ten minutes of an import derives everything anew: not what these tests are about.
  await command(store.writer, 'TRUNCATE TABLE imports')
}
