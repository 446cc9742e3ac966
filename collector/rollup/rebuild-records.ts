import type { Store } from '../store/open-store.ts'
import { command, queryRows } from '../store/query.ts'
import { rollupStatement } from './statements.ts'

/** Lays the versions of the records of an import end to end again, 0 of every record; answers the first day that may have changed. */
export async function rebuildRecords(store: Store, importSeq: number, generation: number): Promise<string> {
  // The rows of an import that was taken back no longer tell which records they were of.
  const first = importSeq === 0 ? undefined : await firstVersion(store, importSeq)
  const import_seq = first === undefined ? 0 : importSeq
  await command(store.writer, rollupStatement('record_spans'), { import_seq, generation })
  if (import_seq === 0) await command(store.writer, rollupStatement('record_spans_gone'), { generation })
  return first ?? '1970-01-01'
}

// A local day lies at most a day beside the UTC date.
async function firstVersion(store: Store, import_seq: number): Promise<string | undefined> {
  const [row] = await queryRows(
    store.writer,
    `SELECT toString(greatest(toDate(min(updated_at)), toDate(1)) - 1) AS day, count() AS versions FROM record_versions
     WHERE import_seq = {import_seq:UInt64}`,
    { import_seq },
  )
  return Number(row?.versions) > 0 ? String(row?.day) : undefined
}
