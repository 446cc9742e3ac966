import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { z } from 'zod'
import { createAudit } from './access/audit.ts'
import type { PersonKeys } from './access/person-key.ts'
import type { Secrets } from './access/secrets.ts'
import { createSessions, type Sessions } from './access/sessions.ts'
import { createSignInLimit } from './access/sign-in-limit.ts'
import { openTokenBook } from './access/token-book.ts'
import type { WriteKeys } from './access/write-keys.ts'
import { createApp } from './app.ts'
import type { BiPort } from './bi/bi-routes.ts'
import type { BiUsers } from './bi/bi-users.ts'
import type { StoreConnected } from './connect-store.ts'
import { openEventStore } from './ingest/event-store.ts'
import { createFloodGauge, type FloodGauge } from './ingest/flush/flood.ts'
import type { Flusher } from './ingest/flush/flusher.ts'
import { type FlusherOptions, openFlusher } from './ingest/flush/open-flusher.ts'
import { openIngest } from './ingest/open-ingest.ts'
import type { Metrics } from './metrics.ts'
import type { Collector } from './open-collector.ts'
import { packageRoot } from './package-root.ts'
import { watchDelivery } from './report/delivery.ts'
import { createFreshness } from './report/freshness.ts'
import { createRemembered } from './report/remembered.ts'
import type { RequestLog } from './request-log.ts'
import { openRollup, type Rollup } from './rollup/open-rollup.ts'
import { readDocsFiles, readStaticFiles } from './static.ts'
import { queryRows } from './store/query.ts'

/** What needs the store: flusher, rollup, imports, API and dashboard. */
export type Application = {
  fetch(request: Request, env?: object): Promise<Response>
  flusher: Flusher
  sessions: Sessions
  /** Resolves when everything on disk is in the store and derived. */
  settled(): Promise<void>
  /** Brings what is on disk into the store and derives it; what does not get there is for the next start. */
  close(): Promise<void>
}

/** What stands before the store is asked for the first time. */
export type ApplicationDeps = {
  connected: StoreConnected
  collector: Collector
  secrets: Secrets
  personKeys: PersonKeys
  writeKeys: WriteKeys
  metrics: Metrics
  log: Logger
  requestLog: RequestLog
  dataDir: string
  basePath: string
  trustProxy: boolean
  metricsPublic: boolean
  biUsers: BiUsers
  biPort: () => BiPort
  failPoint: string
  url: () => string
  /** Aborted when the server stops. */
  signal: AbortSignal
}

const lastFlushMsMax = 15_000

/** Opens everything on a store that is prepared. */
export async function openApplication(deps: ApplicationDeps): Promise<Application> {
  const { connected, collector, personKeys, log } = deps
  const { store } = connected
  const book = await openTokenBook({ store })
  const sessions = createSessions(book)
  const flood = createFloodGauge()
  const rollup = await openRollup({ store, log, signal: deps.signal, isFlooded: flood.isFlooded })
  const events = openEventStore(store)
  const flusher = await beginFlushing(deps, { rollup, flood, turn: events.alone })
  const ingest = openIngest({ store, personKeys, rollup, events, sink: collector.sink })
  const app = createApp({
    ...deps,
    ...{ store, rollup, ingest, book, sessions, flusher },
    audit: createAudit({ store }),
    limit: createSignInLimit(),
    storeState: connected.storeState,
    version: readVersion(),
    remembered: createRemembered(),
    freshness: createFreshness(flusher, rollup),
    delivery: watchDelivery({ flusher, spool: collector.spool }),
    files: new Map([...readStaticFiles(join(packageRoot, 'dist', 'public')), ...readDocsFiles()]),
    readiness: async () => (deps.signal.aborted ? 'stopping' : await pingStore(connected)),
  })
  return {
    fetch: app.fetch,
    flusher,
    sessions,
    async settled() {
      await flusher.settled()
      await rollup.settled()
    },
    async close() {
      await flusher.stop(lastFlushMsMax)
      await rollup.close()
    },
  }
}

/** While senders go first, the spool keeps three quarters of its room for a store that is really away. */
const spoolShareKept = 4

async function beginFlushing(
  { connected, collector, metrics, failPoint, log }: ApplicationDeps,
  { rollup, flood, turn }: { rollup: Rollup; flood: FloodGauge; turn: FlusherOptions['turn'] },
): Promise<Flusher> {
  const { spool } = collector
  const flusher = await openFlusher({
    ...{ directory: spool.directory, spoolId: spool.id, connection: connected.store.connection, failPoint, log, turn },
    durableSequence: spool.status().durableSequence,
    roll: () => spool.roll(),
    flood,
    hasRoom: () => spool.status().waitingBytes < spool.status().waitingBytesMax / spoolShareKept,
  })
  spool.onDurable((sequence) => flusher.durable(sequence))
  // Records may have come between the two lines above.
  flusher.durable(spool.status().durableSequence)
  flusher.onState(({ flushedSequence, waitingBytes }) => spool.flushed(flushedSequence, waitingBytes))
  flusher.onFlushed(metrics.flushed)
  flusher.onDamage((damage) => spool.damaged(damage))
  flusher.onStored((personMonths) => {
    if (personMonths.size > 0) rollup.changed({ kind: 'events', why: 'late_data', personMonths })
  })
  return flusher
}

async function pingStore({ store, storeState }: StoreConnected): Promise<'ready' | 'restarting'> {
  if (storeState() !== 'ready') return 'restarting'
  const answer = await queryRows(store.writer, 'SELECT 1 AS one').catch(() => [])
  return answer.length === 1 ? 'ready' : 'restarting'
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'))
  return z.object({ version: z.string() }).parse(manifest).version
}
