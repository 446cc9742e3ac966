import type { Store } from '../store/open-store.ts'
import { command } from '../store/query.ts'

// The line is written again with its mark; a letter that is discarded already stays as it is. The condition stands
// inside, where the name of the column cannot mean the mark.
const discard = `
INSERT INTO dead_letters
SELECT * REPLACE (now64(3, 'UTC') AS discarded_at, greatest(revision + 1, toUInt64(toUnixTimestamp64Milli(now64(3)))) AS revision)
FROM (SELECT * FROM dead_letters FINAL WHERE discarded_at IS NULL AND dead_id IN {ids:Array(String)})`

/** Marks dead letters as discarded or replayed: they are not listed any more. */
export async function discardDeadLetters({ writer }: Pick<Store, 'writer'>, ids: readonly string[]): Promise<void> {
  await command(writer, discard, { ids })
}
