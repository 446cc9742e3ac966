import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readFlushedSequence } from '../../collector/ingest/flush/checkpoint.ts'
import type { FlushedBatch, Flusher } from '../../collector/ingest/flush/flusher.ts'
import type { FlushLimits } from '../../collector/ingest/flush/limits.ts'
import { openFlusher } from '../../collector/ingest/flush/open-flusher.ts'
import type { Damage } from '../../collector/ingest/spool/damage.ts'
import { openSpool } from '../../collector/ingest/spool/open-spool.ts'
import type { Spool } from '../../collector/ingest/spool/spool.ts'
import { packageRoot } from '../../collector/package-root.ts'
import type { PersonMonths } from '../../collector/rollup/change.ts'
import type { StoreConnection } from '../../collector/store/connection.ts'
import { migrate } from '../../collector/store/migrate.ts'
import { command, queryRows } from '../../collector/store/query.ts'
import { startTestEngine, type TestEngine } from './engine.ts'
import { quietLog } from './quiet-log.ts'

/** A spool with its flusher, as the collector runs them. */
export type FlushingSpool = {
  spool: Spool
  flusher: Flusher
  batches: FlushedBatch[]
  stored: PersonMonths[]
  damages: Damage[]
  append(...payloads: Buffer[]): Promise<number>
  /** Ends both; what waits stays in the folder. */
  close(waitMsMax?: number): Promise<void>
}

/** An engine with tables, and folders for spools. */
export type FlushBench = {
  running: TestEngine
  folder(): string
  open(directory: string, options?: OpenOptions): Promise<FlushingSpool>
  rows(sql: string, params?: Record<string, unknown>): Promise<Record<string, unknown>[]>
  run(sql: string): Promise<void>
  /** Message ids of the stored events, in order; one that stands twice is there twice. */
  ids(): Promise<unknown[]>
  /** What is counted for each feed and day. */
  counts(): Promise<Record<string, unknown>[]>
  /** Empties the tables, so that the next test counts from nothing. */
  wipe(): Promise<void>
  stop(): Promise<void>
}

export type OpenOptions = {
  limits?: Partial<FlushLimits>
  connection?: StoreConnection
  turn?: <Answer>(task: () => Promise<Answer>) => Promise<Answer>
  /** What arrives before the flusher is there, as the store may take its time. */
  early?: readonly Buffer[]
}

const tables = ['events', 'event_ids', 'event_hashes', 'identities', 'dead_letters', 'feed_counts', 'erasures']
const storedIds = 'SELECT message_id FROM events FINAL ORDER BY message_id'
const countedOfFeeds = `
SELECT source, sum(accepted) AS accepted, sum(duplicates) AS duplicates, sum(dead_lettered) AS dead_lettered
FROM feed_counts FINAL GROUP BY source ORDER BY source`
const spoolLimits = { segmentBytes: 64 * 1024 ** 2, waitingBytesMax: 2 ** 32, freeBytesMin: 0 }

/** Starts an engine for flushers. */
export async function startFlushBench(): Promise<FlushBench> {
  const running = await startTestEngine()
  const { store } = running
  await migrate(store, { directory: join(packageRoot, 'schema', 'migrations') })
  const folders: string[] = []
  const run = (sql: string) => command(store.writer, sql)
  const rows = (sql: string, params = {}) => queryRows(store.writer, sql, params)
  return {
    running,
    run,
    folder() {
      const folder = mkdtempSync(join(tmpdir(), 'takehold-flush-'))
      folders.push(folder)
      return folder
    },
    open: (directory, options = {}) => openFlushingSpool(directory, { connection: running.connection, ...options }),
    rows,
    ids: async () => (await rows(storedIds)).map((row) => row.message_id),
    counts: () => rows(countedOfFeeds),
    async wipe() {
      for (const table of tables) await run(`TRUNCATE TABLE ${table}`)
    },
    async stop() {
      await running.stop()
      for (const folder of folders) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Opens a spool and its flusher on a folder. */
export async function openFlushingSpool(
  directory: string,
  { limits = {}, connection, turn = (task) => task(), early = [] }: OpenOptions & { connection: StoreConnection },
  failPoint = '',
): Promise<FlushingSpool> {
  const spool = await openSpool({
    directory,
    limits: spoolLimits,
    failPoint: '',
    log: quietLog,
    onFatal: (error) => {
      throw error
    },
    flushedSequence: readFlushedSequence(directory),
  })
  for (const payload of early) await spool.append(payload)
  const flusher = await openFlusher({
    ...{ directory, spoolId: spool.id, connection, failPoint, log: quietLog, turn },
    durableSequence: spool.status().durableSequence,
    roll: () => spool.roll(),
    limits: { pauseMsMin: 20, pauseMsMax: 200, batchWaitMs: 50, idleMsMax: 5_000, ...limits },
  })
  const batches: FlushedBatch[] = []
  const stored: PersonMonths[] = []
  const damages: Damage[] = []
  flusher.onStored((personMonths) => void stored.push(personMonths))
  spool.onDurable((sequence) => flusher.durable(sequence))
  flusher.onFlushed((batch) => void batches.push(batch))
  flusher.onDamage((damage) => void damages.push(damage))
  return {
    ...{ spool, flusher, batches, stored, damages },
    async append(...payloads) {
      const sequences = await Promise.all(payloads.map((payload) => spool.append(payload)))
      return Math.max(...sequences)
    },
    async close(waitMsMax = 10_000) {
      await flusher.stop(waitMsMax)
      await spool.close()
    },
  }
}
