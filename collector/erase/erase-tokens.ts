import type { TokenBook } from '../access/token-book.ts'
import type { Store } from '../store/open-store.ts'
import { command } from '../store/query.ts'
import { erasedKeys as keys } from './erasing-table.ts'

const earlierRows = `ALTER TABLE tokens DELETE WHERE person_key IN ${keys} SETTINGS mutations_sync = 2`

/** Revokes every token, session and link of a person and forgets whose they were. */
export async function eraseTokens(
  { writer }: Pick<Store, 'writer'>,
  book: TokenBook,
  personKeys: readonly string[],
): Promise<number> {
  const all = (['token', 'session', 'link'] as const).flatMap((kind) => book.list(kind))
  const bound = all.filter((entry) => personKeys.includes(entry.person_key))
  for (const entry of bound) await book.write({ ...entry, person_key: '', revoked_at: entry.revoked_at ?? Date.now() })
  await command(writer, earlierRows)
  return bound.length
}
