import type { ImportLine, ImportReport } from '../../schema/datasets/import-report.ts'
import type { PersonKeys } from '../access/person-key.ts'
import type { Store } from '../store/open-store.ts'
import { openEventStore } from './event-store.ts'
import { type Identities, openIdentities } from './identities.ts'
import { type ImportOptions, importDataset } from './import-dataset.ts'
import { openImportLog } from './import-log.ts'
import { type Replayed, type ReplayRequest, replayDeadLetters } from './replay-dead-letters.ts'
import type { RollupSeam } from './rollup-seam.ts'
import type { Sink } from './sink.ts'
import { createStoreSink } from './store-sink.ts'
import { undoImport } from './undo-import.ts'

export type IngestDeps = { store: Store; personKeys: PersonKeys; rollup: RollupSeam; now?: () => number }

/** Everything that brings rows into the store. */
export type Ingest = {
  /** Where the wire puts its events. */
  sink: Sink
  identities: Identities
  importDataset(options: ImportOptions): Promise<ImportReport>
  undoImport(importSeq: number): Promise<{ import_id: string; undone_at: string }>
  listImports(): Promise<ImportLine[]>
  /** Tries dead letters of events again, with values set right. */
  replayDeadLetters(request: ReplayRequest): Promise<Replayed>
}

/** Puts the parts of ingest together; there must be one for each store, as it decides which event was first. */
export function openIngest(deps: IngestDeps): Ingest {
  const { store, personKeys, rollup } = deps
  const events = openEventStore(store)
  const identities = openIdentities(store, personKeys)
  const imports = openImportLog(store, deps.now)
  const importDeps = { ...deps, events, identities, imports }
  const sink = createStoreSink({ store, events, identities, rollup })
  return {
    sink,
    identities,
    importDataset: (options) => importDataset(importDeps, options),
    undoImport: (importSeq) => undoImport(importDeps, importSeq),
    listImports: () => imports.list(),
    replayDeadLetters: (request) => replayDeadLetters({ ...deps, sink }, request),
  }
}
