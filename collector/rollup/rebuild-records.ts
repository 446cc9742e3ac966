import type { Store } from '../store/open-store.ts'
import { command } from '../store/query.ts'
import { rollupStatement } from './statements.ts'

/** Lays the versions of the records of an import end to end again; 0 does so for every record. */
export async function rebuildRecords(store: Store, importSeq: number, generation: number): Promise<void> {
  await command(store.writer, rollupStatement('record_spans'), { import_seq: importSeq, generation })
  // Only a rebuild of everything can follow an undone import, so only then may versions have gone.
  if (importSeq === 0) await command(store.writer, rollupStatement('record_spans_gone'), { generation })
}
