import { createPersonKeys, type PersonKeys } from '../../collector/access/person-key.ts'
import { openEventStore } from '../../collector/ingest/event-store.ts'
import type { ImportOptions } from '../../collector/ingest/import-dataset.ts'
import { type Ingest, openIngest } from '../../collector/ingest/open-ingest.ts'
import { ensureProgram, storeProgram } from '../../collector/program/store-program.ts'
import { askView, type ViewQuestion } from '../../collector/report/ask-view.ts'
import { readDataState } from '../../collector/report/data-state.ts'
import {
  createMeasureViews,
  type MeasureView,
  migrationsFolder,
  readerGrants,
} from '../../collector/report/measure-views.ts'
import { beginReading } from '../../collector/report/reading.ts'
import { createRemembered } from '../../collector/report/remembered.ts'
import { openRollup, type Rollup } from '../../collector/rollup/open-rollup.ts'
import type { StoreConnection } from '../../collector/store/connection.ts'
import { migrate } from '../../collector/store/migrate.ts'
import { openStore, type Store } from '../../collector/store/open-store.ts'
import { command, queryRows } from '../../collector/store/query.ts'
import { sessionSettings } from '../../collector/store/settings.ts'
import type { ImportReport } from '../../schema/datasets/import-report.ts'
import { startTestEngine } from './engine.ts'
import { quietLog } from './quiet-log.ts'

type Row = Record<string, unknown>

// These organisations come by file; nothing goes through the door for live events.
const noSink = {
  append: async () => {
    throw new Error('A measured organisation takes files only.')
  },
  close: async () => undefined,
  forgetPeople: () => undefined,
}

/** An empty store that takes files as the product does and answers its views. */
export type MeasuredOrganisation = {
  personKeys: PersonKeys
  ingest: Ingest
  rollup(): Rollup
  load(dataset: ImportOptions['dataset'], text: string): Promise<ImportReport>
  undo(report: ImportReport): Promise<void>
  apply(program: string): Promise<void>
  /** Asks a view as the gate does; what is not said admits everything. */
  ask(view: MeasureView, question: Pick<ViewQuestion, 'on'> & Partial<ViewQuestion>): Promise<Row[]>
  /** Asks the tables. */
  rows(sql: string, params?: Row): Promise<Row[]>
  /** What follows stores rows and tells the rollup nothing, as a process that is killed in between. */
  loseChanges(): void
  /** Closes the rollup and opens another, as a new start does. */
  reopen(): Promise<void>
  close(): Promise<void>
}

/** One engine for the organisations of a test file. */
export type OrganisationBench = { store: Store; begin(): Promise<MeasuredOrganisation>; stop(): Promise<void> }

/** Starts the engine; `begin` empties its store for the next organisation. `isQuick`: for many small organisations. */
export async function startOrganisationBench({ isQuick = false } = {}): Promise<OrganisationBench> {
  const running = await startTestEngine({ grants: [...readerGrants] })
  const store = isQuick ? openQuickStore(running.connection) : running.store
  const personKeys = createPersonKeys('0123456789abcdef0123456789abcdef')
  const deps = { store, personKeys, now: Date.now }
  await migrate(store, { directory: migrationsFolder })
  await createMeasureViews(store)

  async function begin(): Promise<MeasuredOrganisation> {
    await emptyTables(store)
    await ensureProgram(deps)
    let rollup = await openRollup({ store, log: quietLog })
    let isLost = false
    // The rollup is exchanged by `reopen`, so ingest holds a seam that knows the one in use.
    const seam: Pick<Rollup, 'changed' | 'settled'> = {
      changed: (change) => isLost || rollup.changed(change),
      settled: async () => (isLost ? undefined : rollup.settled()),
    }
    const ingest = openIngest({ store, personKeys, rollup: seam, events: openEventStore(store), sink: noSink })
    return {
      personKeys,
      ingest,
      rollup: () => rollup,
      load: (dataset, text) =>
        ingest.importDataset({ dataset, source: 'test', file: `${dataset}.csv`, actor: 'local', stream: bytes(text) }),
      undo: async ({ import_id }) => void (await ingest.undoImport(Number(import_id))),
      async apply(program) {
        const { definitionChanged } = await storeProgram(deps, program, 'test')
        seam.changed({ kind: 'program', definitionChanged })
        await seam.settled()
      },
      ask: async (view, question) => {
        const state = await readDataState(store)
        // Nothing is remembered: every question reaches the database.
        const reading = beginReading({ store, rollup, remembered: createRemembered() }, state)
        return askView(reading, view, { filters: {}, people: null, ...question })
      },
      rows: (sql, params = {}) => queryRows(store.writer, sql, params),
      loseChanges() {
        isLost = true
      },
      async reopen() {
        await rollup.close()
        isLost = false
        rollup = await openRollup({ store, log: quietLog })
      },
      close: () => rollup.close(),
    }
  }
  const stop = async () => {
    if (isQuick) await store.close()
    await running.stop()
  }
  return { store, begin, stop }
}

// Over few rows planning a statement takes far longer than running it, so it is planned plainly; as the reader may change no
// setting, the writer asks.
function openQuickStore(connection: StoreConnection): Store {
  const settings = {
    ...{ max_threads: 1, compile_expressions: 0, compile_aggregate_expressions: 0, compile_sort_description: 0 },
    ...{ query_plan_enable_optimizations: 0 },
  }
  const named = Object.entries(settings).map(([name, value]) => `ch_${name}=${value}`)
  const url = `${connection.url}?${named.join('&')}`
  return openStore(
    { ...connection, url, reader: connection.writer, readerSettings: sessionSettings },
    { log: quietLog },
  )
}

// Tables and views stay: making them takes longer than a small organisation.
async function emptyTables({ writer }: Store): Promise<void> {
  const full = await queryRows(
    writer,
    `SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree' AND total_rows > 0
       AND name NOT IN ('migrations', 'created_views')`,
  )
  await Promise.all(full.map(({ name }) => command(writer, 'TRUNCATE TABLE {name:Identifier} SYNC', { name })))
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}
