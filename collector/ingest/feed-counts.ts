import { formatDate } from '../store/instant.ts'
import type { Store } from '../store/open-store.ts'
import { insertBatch } from './insert-batch.ts'

/** Events a feed brought: taken, recognised as stored before, kept as dead letters. */
export type Counts = { accepted: number; duplicates: number; dead_lettered: number }

/** Stores what a writer counted for feeds; the same writer's later counts take the place of its earlier ones. */
export async function storeFeedCounts(
  store: Store,
  counts: ReadonlyMap<string, Counts>,
  { writer, sequence, at, waitMsMax }: { writer: string; sequence: number; at: number; waitMsMax: number },
): Promise<void> {
  const rows = Array.from(counts, ([source, sums]) => ({ source, date: formatDate(at), writer, ...sums, sequence }))
  await insertBatch(store, 'feed_counts', rows, { waitMsMax })
}
