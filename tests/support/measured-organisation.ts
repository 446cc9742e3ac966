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
  measureViews,
  migrationsFolder,
} from '../../collector/report/measure-views.ts'
import { beginReading } from '../../collector/report/reading.ts'
import { createRemembered } from '../../collector/report/remembered.ts'
import { openRollup, type Rollup } from '../../collector/rollup/open-rollup.ts'
import { createDatabase } from '../../collector/store/create-database.ts'
import { migrate } from '../../collector/store/migrate.ts'
import type { Store } from '../../collector/store/open-store.ts'
import { command, queryRows } from '../../collector/store/query.ts'
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

/** Starts the engine; `begin` empties its store for the next organisation. */
export async function startOrganisationBench(): Promise<OrganisationBench> {
  const running = await startTestEngine({ grants: [...measureViews] })
  const { store } = running
  const personKeys = createPersonKeys('0123456789abcdef0123456789abcdef')
  const deps = { store, personKeys, now: Date.now }

  async function begin(): Promise<MeasuredOrganisation> {
    await command(store.writer, 'DROP DATABASE IF EXISTS {name:Identifier} SYNC', { name: store.connection.database })
    await createDatabase(store)
    await migrate(store, { directory: migrationsFolder })
    await ensureProgram(deps)
    await createMeasureViews(store)
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
  return { store, begin, stop: () => running.stop() }
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}
