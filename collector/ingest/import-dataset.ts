import type { DatasetName } from '../../schema/datasets/dataset.ts'
import type { ImportReport } from '../../schema/datasets/import-report.ts'
import type { Mapping } from '../../schema/datasets/mapping.ts'
import { formatInstant } from '../store/instant.ts'
import { checkColumns, createColumnTest } from './check-columns.ts'
import { chunkRows } from './chunk-rows.ts'
import type { ImportLog } from './import-log.ts'
import type { LoadDeps, Loader } from './loader.ts'
import { loaderFor } from './loader-for.ts'
import { createMapper, parseMapping } from './mapping.ts'
import { type ByteSource, openBytes } from './open-bytes.ts'
import type { FileRows } from './raw-row.ts'
import { type FileFormat, readRows } from './read-rows.ts'
import { reportNotes } from './report-notes.ts'
import type { RollupSeam } from './rollup-seam.ts'
import { createAsOfLoader } from './roster-as-of.ts'
import { type Tally, takeChunks } from './take-chunks.ts'

export type ImportDeps = LoadDeps & { imports: ImportLog; rollup: RollupSeam; now?: () => number }

export type ImportOptions = {
  dataset: DatasetName
  /** Feed the rows belong to. */
  source: string
  /** File name without its folder, or `-`. */
  file: string
  /** Token id, session id or `local`. */
  actor: string
  stream: ByteSource
  format?: FileFormat | undefined
  mapping?: Mapping | undefined
  /** Roster only: the file is the whole roster as it stands on this day. */
  asOf?: string | undefined
  /** Counts and reports, stores nothing. */
  dryRun?: boolean | undefined
}

const waitMsMax = 60_000

/** Imports one file as a stream: memory stays bounded, a bad row never stops the rest, running it again is harmless. */
export async function importDataset(deps: ImportDeps, options: ImportOptions): Promise<ImportReport> {
  const { format, stream, dataset, mapping = parseMapping(undefined) } = options
  const rows = await readRows(await openBytes(stream), { format, mapping }, deps.store.connection)
  try {
    if (rows.header) checkColumns(rows.header, dataset, mapping)
    return await importRows(deps, { ...options, mapping }, rows)
  } finally {
    await rows.close()
  }
}

type Checked = ImportOptions & { mapping: Mapping }

async function importRows(deps: ImportDeps, options: Checked, rows: FileRows): Promise<ImportReport> {
  const { dataset, source, file, actor, mapping, asOf, dryRun = false } = options
  const now = deps.now ?? Date.now
  const begun = dryRun ? undefined : await deps.imports.begin({ dataset, source, file, actor })
  const importSeq = begun?.import_seq ?? 0
  const context = { importSeq, source, file, dryRun, receivedAt: now(), waitMsMax }
  const loader = asOf === undefined ? await loaderFor(dataset, deps, context) : createAsOfLoader(deps, context, asOf)
  const unknown = unknownColumns(rows, dataset, mapping)
  let tally: Tally
  try {
    const mapper = createMapper(mapping, dataset)
    const work = { store: deps.store, dataset, context, loader, mapper, onCells: unknown.onCells }
    tally = await takeChunks(chunkRows(rows.chunks), work)
  } finally {
    // Also when it was cut off: what is stored by then counts.
    announce(deps.rollup, loader, dryRun)
  }
  const { rejects, ...counts } = tally
  if (begun) await deps.imports.update(begun, { ...counts, finished_at: formatInstant(now()) })
  await deps.rollup.settled()
  const about = { import_id: begun ? String(importSeq) : '', dataset, source, file }
  const report = { ...about, ...counts, unknown_columns: unknown.names(), rejects, ...(await loader.findings()) }
  return { ...report, notes: reportNotes(report) }
}

function announce(rollup: RollupSeam, loader: Loader, dryRun: boolean): void {
  const change = dryRun ? undefined : loader.change()
  if (change) rollup.changed(change)
}

const unknownMax = 100

function unknownColumns({ header }: FileRows, dataset: DatasetName, mapping: Mapping) {
  const knows = createColumnTest(dataset, mapping)
  const found = new Set(header?.filter((name) => name !== '' && !knows(name)))
  const onCells = (cells: object) => {
    for (const name in cells) if (found.size < unknownMax && !knows(name)) found.add(name)
  }
  return { onCells: header ? undefined : onCells, names: () => [...found] }
}
