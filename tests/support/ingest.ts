import { join } from 'node:path'
import { createPersonKeys, type PersonKeys } from '../../collector/access/person-key.ts'
import { openEventStore } from '../../collector/ingest/event-store.ts'
import { openFlusher } from '../../collector/ingest/flush/open-flusher.ts'
import type { ImportOptions } from '../../collector/ingest/import-dataset.ts'
import { type Ingest, openIngest } from '../../collector/ingest/open-ingest.ts'
import type { SpoolSink } from '../../collector/ingest/spool-sink.ts'
import { openCollector } from '../../collector/open-collector.ts'
import { packageRoot } from '../../collector/package-root.ts'
import { ensureProgram, storeProgram } from '../../collector/program/store-program.ts'
import type { Change } from '../../collector/rollup/change.ts'
import { migrate } from '../../collector/store/migrate.ts'
import { queryRows } from '../../collector/store/query.ts'
import type { ImportReport } from '../../schema/datasets/import-report.ts'
import { startTestEngine, type TestEngine } from './engine.ts'
import { quietLog } from './quiet-log.ts'

export type IngestBench = {
  running: TestEngine
  ingest: Ingest
  /** Where the wire puts its events: a spool of the bench's own, flushed into the engine. */
  sink: SpoolSink
  /** Resolves when everything in the spool is in the store. */
  flushed(): Promise<void>
  personKeys: PersonKeys
  /** What the rollup was told, oldest first. */
  changes: Change[]
  /** Imports a text or bytes. */
  load(
    dataset: ImportOptions['dataset'],
    body: string | Uint8Array,
    options?: Partial<ImportOptions>,
  ): Promise<ImportReport>
  rows(sql: string, params?: Record<string, unknown>): Promise<Record<string, unknown>[]>
  apply(program: string): Promise<void>
  stop(): Promise<void>
}

/** Ingest on an engine of its own; the rollup is a listener, as these tests look at the facts. */
export async function startIngestBench(): Promise<IngestBench> {
  const running = await startTestEngine()
  const { store } = running
  await migrate(store, { directory: join(packageRoot, 'schema', 'migrations') })
  const personKeys = createPersonKeys('0123456789abcdef0123456789abcdef')
  const program = { store, personKeys, now: Date.now }
  await ensureProgram(program)
  const changes: Change[] = []
  const rollup = { changed: (change: Change) => changes.push(change), settled: async () => undefined }
  const events = openEventStore(store)
  const collector = await openCollector({ dataDir: running.dataDir, log: quietLog }, personKeys, () => undefined)
  const { spool, sink } = collector
  const flusher = await openFlusher({
    ...{ directory: spool.directory, spoolId: spool.id, connection: running.connection, turn: events.alone },
    ...{ durableSequence: 0, failPoint: '', log: quietLog, roll: () => spool.roll() },
  })
  spool.onDurable((sequence) => flusher.durable(sequence))
  flusher.onStored((personMonths) => {
    if (personMonths.size > 0) rollup.changed({ kind: 'events', why: 'late_data', personMonths })
  })
  const ingest = openIngest({ store, personKeys, rollup, events, sink })
  return {
    running,
    ingest,
    sink,
    flushed: () => flusher.settled(),
    personKeys,
    changes,
    load: (dataset, body, options = {}) =>
      ingest.importDataset({
        dataset,
        source: 'test',
        file: `${dataset}.csv`,
        actor: 'local',
        stream: bytesOf(typeof body === 'string' ? new TextEncoder().encode(body) : body),
        ...options,
      }),
    rows: async (sql, params = {}) => {
      await flusher.settled()
      return queryRows(store.writer, sql, params)
    },
    apply: async (text) => void (await storeProgram(program, text, 'test')),
    async stop() {
      await flusher.stop(0)
      await collector.close()
      await running.stop()
    },
  }
}

// In pieces that end anywhere, also inside a character.
async function* bytesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_521) yield bytes.subarray(at, at + 65_521)
}
