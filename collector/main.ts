import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { z } from 'zod'
import { createAudit } from './access/audit.ts'
import { createPersonKeys } from './access/person-key.ts'
import { openSecrets, type Secrets, secretsFolder } from './access/secrets.ts'
import { createSessions, type Sessions } from './access/sessions.ts'
import { createSignInLimit } from './access/sign-in-limit.ts'
import { openTokenBook } from './access/token-book.ts'
import { openWriteKeys, type WriteKeys } from './access/write-keys.ts'
import { createApp } from './app.ts'
import { openIngest } from './ingest/open-ingest.ts'
import { createWireHandler } from './ingest/wire-handler.ts'
import { type Listener, listen } from './listen.ts'
import { createMetrics } from './metrics.ts'
import { type OpenedStore, openPreparedStore } from './open-prepared-store.ts'
import { packageRoot } from './package-root.ts'
import { watchDelivery } from './report/delivery.ts'
import { createFreshness } from './report/freshness.ts'
import { createRemembered } from './report/remembered.ts'
import { openRollup } from './rollup/open-rollup.ts'
import { readDocsFiles, readStaticFiles } from './static.ts'
import { queryRows } from './store/query.ts'

/** How a server is started; the environment and the flags decide. */
export type ServerOptions = {
  port: number
  host: string
  dataDir: string
  /** A ClickHouse server; without it the server runs its own. */
  clickhouseUrl?: string | undefined
  basePath?: string
  trustProxy?: boolean
  log: Logger
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
  /** Finishes what was accepted and ends. */
  stop(): Promise<void>
}

/** Starts everything and resolves when it serves; says nothing itself. */
export async function startServer(options: ServerOptions): Promise<Server> {
  refuseOpenPlainHttp(options)
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 })
  const secrets = openSecrets(options.dataDir)
  const opened = await openPreparedStore(options, createPersonKeys(secrets.personKey))
  try {
    return await serveOn(opened, secrets, options)
  } catch (error) {
    await opened.close()
    throw error
  }
}

async function serveOn(opened: OpenedStore, secrets: Secrets, options: ServerOptions): Promise<Server> {
  const { dataDir, log, basePath = '', trustProxy = false } = options
  const { store, storeState } = opened
  const personKeys = createPersonKeys(secrets.personKey)
  const book = await openTokenBook({ store })
  const sessions = createSessions(book)
  const writeKeys = await openWriteKeys({ store, cacheFile: join(secretsFolder(dataDir), 'write-keys.json') })
  const rollup = await openRollup({ store, log })
  const ingest = openIngest({ store, personKeys, rollup })
  const metrics = createMetrics({ isStoreReady: () => storeState() === 'ready' })
  let isStopping = false
  let listener: Listener | undefined
  const url = () => `${listener?.origin ?? ''}${basePath}`
  const wire = createWireHandler({
    ...{ writeKeys, sink: ingest.sink, personKeys, log, basePath, trustProxy },
    accepting: () => !isStopping,
  })
  const app = createApp({
    ...{
      store,
      rollup,
      audit: createAudit({ store }),
      secrets,
      ingest,
      metrics,
      log,
      dataDir,
      basePath,
      trustProxy,
    },
    ...{ book, sessions, writeKeys, personKeys, limit: createSignInLimit(), url, storeState, version: readVersion() },
    remembered: createRemembered(),
    freshness: createFreshness(nothingWaits, rollup),
    delivery: watchDelivery({ flusher: nothingWaits, spool: emptySpool }),
    files: new Map([...readStaticFiles(join(packageRoot, 'dist', 'public')), ...readDocsFiles()]),
    readiness: async () => (isStopping ? 'stopping' : await pingStore(opened)),
  })
  listener = await listen(app, { ...options, wire })
  const first = await firstStart({ secrets, sessions, writeKeys }, url())
  return {
    url: url(),
    port: listener.port,
    ...first,
    enginePid: opened.enginePid,
    async stop() {
      isStopping = true
      await listener?.close()
      await ingest.sink.close()
      await rollup.close()
      writeKeys.close()
      metrics.close()
      await opened.close()
    },
  }
}

// The store takes events at once, so none waits anywhere.
const nothingWaits = {
  settled: async () => undefined,
  status: () => ({ flushedSequence: 0, lane: 'running' as const, reason: '', oldestWaitingAt: null, waitingBytes: 0 }),
  onState: () => undefined,
}

const emptySpool = {
  status: () => ({
    ...{ durableSequence: 0, waitingBytes: 0, fileBytes: 0, refusing: undefined },
    ...{ cutBytes: 0, quarantinedBytes: 0, gaps: [] },
  }),
}

async function pingStore({ store, storeState }: OpenedStore): Promise<'ready' | 'restarting'> {
  if (storeState() !== 'ready') return 'restarting'
  const answer = await queryRows(store.writer, 'SELECT 1 AS one').catch(() => [])
  return answer.length === 1 ? 'ready' : 'restarting'
}

type FirstStart = { secrets: Secrets; sessions: Sessions; writeKeys: WriteKeys }

// The first start is the one that finds no write key: from then on there is one, revoked or not.
async function firstStart({ secrets, sessions, writeKeys }: FirstStart, url: string) {
  if (writeKeys.list().length > 0) return { firstStart: false, link: undefined, writeKey: undefined }
  const { key } = await writeKeys.create({ source: 'crm' })
  secrets.keepFirstWriteKey(key)
  const link = await sessions.createLink({ role: 'admin' })
  return { firstStart: true, link: `${url}/sign-in?link=${link}`, writeKey: key }
}

function refuseOpenPlainHttp({ host, trustProxy }: ServerOptions): void {
  if (trustProxy || ['127.0.0.1', 'localhost', '::1'].includes(host)) return
  throw new Error(
    `HOST=${host} would let others sign in over plain http. Nothing was started. ` +
      'Put a proxy with https in front and set TRUST_PROXY=1, or listen on 127.0.0.1.',
  )
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'))
  return z.object({ version: z.string() }).parse(manifest).version
}
