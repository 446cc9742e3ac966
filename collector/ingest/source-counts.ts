import { formatDate } from '../store/instant.ts'
import type { Store } from '../store/open-store.ts'
import { insertBatch } from './insert-batch.ts'

/** Events a feed brought: taken, recognised as stored before, kept as dead letters. */
export type Counts = { accepted: number; duplicates: number; dead_lettered: number }

/** Adds to the counts of the feeds; `salt` tells equal sums of different batches apart. */
export async function addSourceCounts(
  store: Store,
  counts: ReadonlyMap<string, Counts>,
  { salt, at, waitMsMax }: { salt: string; at: number; waitMsMax: number },
): Promise<void> {
  const rows = Array.from(counts, ([source, sums]) => ({ source, date: formatDate(at), ...sums }))
  await insertBatch(store, 'source_counts', rows, { waitMsMax, salt })
}
