import { insertLines } from '../store/insert-rows.ts'
import type { Store } from '../store/open-store.ts'
import { contentHash } from './content-hash.ts'
import { retryStore } from './retry-store.ts'

/** Inserts rows with a token made of their bytes, and the very same bytes again while the store is away. */
export async function insertBatch(
  { writer }: Pick<Store, 'writer'>,
  table: string,
  rows: readonly object[],
  { waitMsMax }: { waitMsMax: number },
): Promise<void> {
  if (rows.length === 0) return
  const lines = Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n'))
  const token = `${table}-${contentHash(lines)}`
  await retryStore(() => insertLines(writer, table, lines, { token }), waitMsMax)
}
