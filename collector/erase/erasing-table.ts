import { insertRows } from '../store/insert-rows.ts'
import type { Store } from '../store/open-store.ts'
import { command } from '../store/query.ts'
import type { PersonTraces } from './person-traces.ts'
import { wordsPattern } from './word-pattern.ts'

/** Keys of the person, for a condition. */
export const erasedKeys = '(SELECT arrayJoin(person_keys) FROM erasing)'

/** The same as one array. */
export const erasedKeyList = '(SELECT any(person_keys) FROM erasing)'

/** Pattern of the person's ids, names and addresses. */
export const erasedWords = 'assumeNotNull((SELECT any(words) FROM erasing))'

/** What takes the person's place in the audit. */
export const pseudonym = 'assumeNotNull((SELECT any(pseudonym) FROM erasing))'

// The server keeps the text of every change of a table in a file beside it: so the person must not stand in the text,
// and this table is held in memory, where no file is.
const createErasing = `CREATE OR REPLACE TABLE erasing (
  person_keys Array(String) COMMENT 'keys of the person that is being erased',
  words String COMMENT 'pattern of the ids, names and addresses',
  pseudonym String COMMENT 'what takes their place in the audit'
) ENGINE = Memory`

/** Runs the work while the table `erasing` says who is meant. */
export async function withErasing<Answer>(
  { writer }: Pick<Store, 'writer'>,
  traces: PersonTraces,
  { pseudonym }: { pseudonym: string },
  work: () => Promise<Answer>,
): Promise<Answer> {
  await command(writer, createErasing)
  try {
    await insertRows(writer, 'erasing', [{ person_keys: traces.keys, words: wordsPattern(textsOf(traces)), pseudonym }])
    return await work()
  } finally {
    await command(writer, 'DROP TABLE IF EXISTS erasing SYNC')
  }
}

/** Everything that names the person in a text. */
export function textsOf({ ids, names, emails }: PersonTraces): string[] {
  return [...ids, ...names, ...emails]
}
