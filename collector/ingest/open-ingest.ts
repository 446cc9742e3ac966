import type { ImportLine, ImportReport } from '../../schema/datasets/import-report.ts'
import type { PersonKeys } from '../access/person-key.ts'
import type { Store } from '../store/open-store.ts'
import type { EventStore } from './event-store.ts'
import { type Identities, openIdentities } from './identities.ts'
import { type ImportOptions, importDataset } from './import-dataset.ts'
import { openImportLog } from './import-log.ts'
import { type Replayed, type ReplayRequest, replayDeadLetters } from './replay-dead-letters.ts'
import type { RollupSeam } from './rollup-seam.ts'
import type { SpoolSink } from './spool-sink.ts'
import { undoImport } from './undo-import.ts'

export type IngestDeps = {
  store: Store
  personKeys: PersonKeys
  rollup: RollupSeam
  /** The way of files into the table of events; the flusher takes turns with it. */
  events: EventStore
  /** Where dead letters that are events now go, like those of the wire. */
  sink: SpoolSink
  now?: () => number
}

/** Everything that brings rows into the store. */
export type Ingest = {
  identities: Identities
  importDataset(options: ImportOptions): Promise<ImportReport>
  undoImport(importSeq: number): Promise<{ import_id: string; undone_at: string }>
  listImports(): Promise<ImportLine[]>
  /** Tries dead letters of events again, with values set right. */
  replayDeadLetters(request: ReplayRequest): Promise<Replayed>
  /** Runs something while nobody else stores events. */
  alone<Answer>(task: () => Promise<Answer>): Promise<Answer>
  /** Forgets whose ids are stored, after an erasure. */
  forgetPeople(): void
}

/** Puts the parts of ingest together; there must be one for each store, as it decides which event was first. */
export function openIngest(deps: IngestDeps): Ingest {
  const { store, personKeys } = deps
  const identities = openIdentities(store, personKeys)
  const imports = openImportLog(store, deps.now)
  const importDeps = { ...deps, identities, imports }
  return {
    identities,
    importDataset: (options) => importDataset(importDeps, options),
    undoImport: (importSeq) => undoImport(importDeps, importSeq),
    listImports: () => imports.list(),
    replayDeadLetters: (request) => replayDeadLetters(deps, request),
    alone: deps.events.alone,
    forgetPeople() {
      identities.forget()
      deps.sink.forgetPeople()
    },
  }
}
