import type { Cells } from '../../schema/datasets/cell.ts'
import type { DatasetName } from '../../schema/datasets/dataset.ts'
import type { ImportReport } from '../../schema/datasets/import-report.ts'
import type { Store } from '../store/open-store.ts'
import { deadLetter } from './dead-letter.ts'
import type { ImportCounts } from './import-log.ts'
import { insertBatch } from './insert-batch.ts'
import { keptFields } from './kept-fields.ts'
import type { LoadContext, Loader, Taken } from './loader.ts'
import type { RawRow } from './raw-row.ts'

/** What the chunks of one file have come to so far. */
export type Tally = ImportCounts & { rejects: ImportReport['rejects'] }

export type ChunkWork = {
  store: Store
  dataset: DatasetName
  context: LoadContext
  loader: Loader
  mapper: ((cells: Cells) => Cells) | undefined
  /** Told every row of a file whose rows name their own columns. */
  onCells: ((cells: Cells) => void) | undefined
}

const rejectsMax = 50

/** Stores chunk after chunk: while one is stored the next is validated and one more read; no others are in memory. */
export async function takeChunks(chunks: AsyncIterable<RawRow[]>, work: ChunkWork): Promise<Tally> {
  const tally: Tally = { accepted: 0, rejected: 0, duplicates: 0, rejects: [] }
  let storing = Promise.resolve()
  let chunk = 0
  for await (const rows of chunks) {
    const turn = storing
    storing = takeChunk(rows, { chunk: chunk++, turn }, work, tally)
    // Awaited in the next round; until then a failure must not count as unhandled.
    storing.catch(() => undefined)
    await turn
  }
  await storing
  const finished = await work.loader.finish?.()
  tally.duplicates += finished?.duplicates ?? 0
  return tally
}

async function takeChunk(
  rows: RawRow[],
  { chunk, turn }: { chunk: number; turn: Promise<void> },
  work: ChunkWork,
  tally: Tally,
): Promise<void> {
  const { loader, context, mapper, onCells } = work
  for (const row of rows) {
    onCells?.(row.cells)
    if (mapper) row.cells = mapper(row.cells)
  }
  const taken = await loader.take(rows, turn)
  const accepted = rows.length - taken.refused.length
  tally.accepted += accepted
  tally.rejected += taken.refused.length
  tally.duplicates += taken.duplicates
  for (const { row, refusal } of taken.refused) {
    if (tally.rejects.length < rejectsMax) tally.rejects.push({ line: row.line, reason: refusal.reason })
  }
  if (context.dryRun) return
  const letters = lettersOf(taken, work)
  await insertBatch(work.store, 'dead_letters', letters, context)
  await loader.count?.({ accepted: rows.length, duplicates: taken.duplicates, dead_lettered: letters.length }, chunk)
}

function lettersOf({ refused }: Taken, { context, dataset }: ChunkWork) {
  const { source, file, importSeq, receivedAt } = context
  return refused.map(({ row, refusal }) =>
    deadLetter({
      ...refusal,
      source,
      dataset,
      file,
      line: row.line,
      messageId: row.cells.message_id ?? '',
      fields: keptFields(row.cells, dataset),
      whole: row.fault ? row.text : JSON.stringify(row.cells),
      importSeq,
      receivedAt,
    }),
  )
}
