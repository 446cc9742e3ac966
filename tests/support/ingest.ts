import { join } from 'node:path'
import { createPersonKeys, type PersonKeys } from '../../collector/access/person-key.ts'
import type { ImportOptions } from '../../collector/ingest/import-dataset.ts'
import { type Ingest, openIngest } from '../../collector/ingest/open-ingest.ts'
import { packageRoot } from '../../collector/package-root.ts'
import { ensureProgram, storeProgram } from '../../collector/program/store-program.ts'
import type { Change } from '../../collector/rollup/change.ts'
import { migrate } from '../../collector/store/migrate.ts'
import { queryRows } from '../../collector/store/query.ts'
import type { ImportReport } from '../../schema/datasets/import-report.ts'
import { startTestEngine, type TestEngine } from './engine.ts'

export type IngestBench = {
  running: TestEngine
  ingest: Ingest
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
  const ingest = openIngest({ store, personKeys, rollup })
  return {
    running,
    ingest,
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
    rows: (sql, params = {}) => queryRows(store.writer, sql, params),
    apply: async (text) => void (await storeProgram(program, text, 'test')),
    stop: () => running.stop(),
  }
}

// In pieces that end anywhere, also inside a character.
async function* bytesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_521) yield bytes.subarray(at, at + 65_521)
}
