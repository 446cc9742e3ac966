import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { acceptedToday } from './access/accepted-today.ts'
import { createPersonKeys } from './access/person-key.ts'
import { openSecrets, type Secrets, secretsFolder } from './access/secrets.ts'
import type { Sessions } from './access/sessions.ts'
import { openWriteKeys, type WriteKeys } from './access/write-keys.ts'
import { type BiDoor, openBiDoor } from './bi/bi-door.ts'
import { type BiUsers, openBiUsers } from './bi/bi-users.ts'
import { connectStore, type StoreConnected } from './connect-store.ts'
import type { EnginePriority } from './engine/engine-child.ts'
import type { FlushStatus } from './ingest/flush/flusher.ts'
import { createWireHandler } from './ingest/wire-handler.ts'
import { listen } from './listen.ts'
import { createSourceClock } from './metrics/source-clock.ts'
import { createMetrics } from './metrics.ts'
import { type Application, type ApplicationDeps, openApplication } from './open-application.ts'
import { openCollector, type SpoolSettings } from './open-collector.ts'
import { isPrepared, openOn } from './open-when-there.ts'
import { createRequestLog } from './request-log.ts'
import { expectShortLives } from './short-lived.ts'
import { starting } from './starting.ts'

/** How a server is started; the environment and the flags decide. */
export type ServerOptions = SpoolSettings & {
  port: number
  host: string
  dataDir: string
  /** A ClickHouse server; without it the server runs its own. */
  clickhouseUrl?: string | undefined
  /** Whether its own database gives way to answers (`low`, usually) or not. */
  enginePriority?: EnginePriority | undefined
  basePath?: string
  trustProxy?: boolean
  /** Whether /metrics answers other machines too. */
  metricsPublic?: boolean
  /** Port for BI tools on this machine; without it there is none. */
  biPort?: number
  log: Logger
  /** Aborted when it shall end before it has started. */
  signal?: AbortSignal
  /** Told once when the server cannot go on; whoever started it ends the process. */
  onFatal?: (error: Error) => void
}

/** A running server. */
export type Server = {
  url: string
  port: number
  firstStart: boolean
  /** One-time sign-in link of the first start. */
  link: string | undefined
  /** Write key of the first start. */
  writeKey: string | undefined
  /** Process id of the embedded engine while it runs. */
  enginePid(): number | undefined
  /** Resolves when everything acknowledged before is in the store and derived. */
  settled(): Promise<void>
  /** Finishes what was accepted and ends. */
  stop(): Promise<void>
}

/** Starts everything and resolves when it serves; says nothing itself. */
export async function startServer(options: ServerOptions): Promise<Server> {
  expectShortLives()
  refuseOpenPlainHttp(options)
  refuseForeignBiPort(options)
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 })
  const secrets = openSecrets(options.dataDir)
  const personKeys = createPersonKeys(secrets.personKey)
  const collector = await openCollector(options, personKeys, options.onFatal ?? (() => undefined))
  let connected: StoreConnected | undefined
  try {
    connected = await connectStore(options)
    return await serveOn({ connected, collector, secrets, personKeys }, options)
  } catch (error) {
    // Whatever is closed already stays as it is.
    await collector.close()
    await connected?.close()
    throw error
  }
}

type Ground = Pick<ApplicationDeps, 'connected' | 'collector' | 'secrets' | 'personKeys'>

async function serveOn(ground: Ground, options: ServerOptions): Promise<Server> {
  const { connected, collector, secrets, personKeys } = ground
  const { dataDir, log, basePath = '', trustProxy = false, metricsPublic = false, failPoint = '' } = options
  const stopping = new AbortController()
  const signal = AbortSignal.any([stopping.signal, ...(options.signal ? [options.signal] : [])])
  const isThere = await isPrepared(connected, options, personKeys)
  const cacheFile = join(secretsFolder(dataDir), 'write-keys.json')
  const writeKeys = await openWriteKeys({ store: connected.store, cacheFile })
  let application: Application | undefined
  const clock = createSourceClock()
  const requestLog = createRequestLog(log)
  const metrics = createMetrics({
    isStoreReady: () => connected.storeState() === 'ready',
    spoolStatus: () => collector.spool.status(),
    flushStatus: () => application?.flusher.status() ?? notFlushing,
    connections: () => listener.connections(),
    sourceLagS: clock.lagS,
  })
  const wire = createWireHandler({
    ...{ writeKeys, sink: collector.sink, personKeys, log, basePath, trustProxy },
    accepting: () => !signal.aborted,
    acceptedToday: (source) => acceptedToday(connected.store, source),
    answered(facts) {
      metrics.wireAnswered(facts)
      requestLog.wire(facts)
      clock.answered(facts)
    },
  })
  const biUsers = openBiUsers(dataDir)
  let door: BiDoor | undefined
  const biPort = () => (connected.isRemote ? 'own server' : (door?.port ?? 'closed'))
  const app = { fetch: (request: Request, env?: object) => (application ?? starting).fetch(request, env) }
  const listener = await listen(app, { ...options, wire })
  const url = `${listener.origin}${basePath}`
  const opening = openOn({ ...ground, signal, isThere }, options, async () => {
    application = await openApplication({
      ...{ ...ground, writeKeys, metrics, log, requestLog, dataDir, basePath, trustProxy, metricsPublic, failPoint },
      ...{ url: () => url, signal, biUsers, biPort },
    })
    // Only a metric waits for it, so nobody else does.
    void clock.recall(connected.store).catch(() => log.warn('since when the feeds are silent is not known yet'))
    return application
  })
  const stop = async () => {
    stopping.abort()
    await door?.close()
    await listener.close()
    await collector.sink.close()
    await (await opening.catch(() => undefined))?.close()
    writeKeys.close()
    metrics.close()
    await collector.close()
    await connected.close()
  }
  try {
    door = await openDoor(options, connected, biUsers)
    const opened = isThere ? await opening : undefined
    const first = opened ? await firstStart(secrets, opened.sessions, writeKeys, url) : notFirst
    const settled = async () => (await opening)?.settled()
    return { ...{ url, port: listener.port, enginePid: connected.enginePid, settled, stop }, ...first }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Until the store is open nothing is flushed. */
const notFlushing: FlushStatus = {
  flushedSequence: 0,
  lane: 'retrying',
  reason: 'The database is away.',
  oldestWaitingAt: null,
  waitingBytes: 0,
}

const notFirst = { firstStart: false, link: undefined, writeKey: undefined }

// The first start is the one that finds no write key: from then on there is one, revoked or not.
async function firstStart(secrets: Secrets, sessions: Sessions, writeKeys: WriteKeys, url: string) {
  if (writeKeys.list().length > 0) return notFirst
  const { key } = await writeKeys.create({ source: 'crm' })
  secrets.keepFirstWriteKey(key)
  const link = await sessions.createLink({ role: 'admin' })
  return { firstStart: true, link: `${url}/sign-in?link=${link}`, writeKey: key }
}

async function openDoor(
  { biPort }: ServerOptions,
  { store }: StoreConnected,
  users: BiUsers,
): Promise<BiDoor | undefined> {
  const { analyst } = store.connection
  if (biPort === undefined || analyst === undefined) return undefined
  return openBiDoor({ users, connection: { ...store.connection, analyst }, port: biPort })
}

function refuseForeignBiPort({ biPort, clickhouseUrl }: ServerOptions): void {
  if (biPort === undefined || clickhouseUrl === undefined) return
  throw new Error(
    'BI_PORT opens the database that Takehold runs itself, and CLICKHOUSE_URL names one of your own. Nothing was started. ' +
      'Let BI tools connect to that server, as a user made by the statements of takehold bi-user sql.',
  )
}

function refuseOpenPlainHttp({ host, trustProxy }: ServerOptions): void {
  if (trustProxy || ['127.0.0.1', 'localhost', '::1'].includes(host)) return
  throw new Error(
    `HOST=${host} would let others sign in over plain http. Nothing was started. ` +
      'Put a proxy with https in front and set TRUST_PROXY=1, or listen on 127.0.0.1.',
  )
}
