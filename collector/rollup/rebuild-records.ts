import type { Store } from '../store/open-store.ts'
import { command, queryRows } from '../store/query.ts'
import { rollupStatement } from './statements.ts'

/** Lays the versions of the records of an import end to end again; 0 does so for every record. */
export async function rebuildRecords(store: Store, importSeq: number, generation: number): Promise<void> {
  // The rows of an import that was taken back no longer tell which records they were of.
  const import_seq = (await hasVersions(store, importSeq)) ? importSeq : 0
  await command(store.writer, rollupStatement('record_spans'), { import_seq, generation })
  if (import_seq === 0) await command(store.writer, rollupStatement('record_spans_gone'), { generation })
}

async function hasVersions(store: Store, importSeq: number): Promise<boolean> {
  const rows = await queryRows(
    store.writer,
    'SELECT 1 AS found FROM record_versions WHERE import_seq = {import_seq:UInt64} LIMIT 1',
    { import_seq: importSeq },
  )
  return rows.length > 0
}
