import type { DeadLetter } from '../../../schema/datasets/dead-letter-row.ts'
import type { BatchRecord } from './batch.ts'
import type { StorePoster } from './post-to-store.ts'

/** Stores keys and ids of the people that came with the records; the same ones again change nothing. */
export async function storePeople(
  store: StorePoster,
  records: readonly BatchRecord[],
  erased: ReadonlyMap<string, number>,
): Promise<void> {
  const people = new Map<string, string>()
  for (const { header } of records) {
    for (const [key, id] of header.people) {
      const erasedAt = erased.get(key)
      if (erasedAt === undefined || header.received_at >= erasedAt) people.set(key, id)
    }
  }
  if (people.size === 0) return
  const lines = Array.from(people, (pair) => JSON.stringify(pair)).join('\n')
  const query = 'INSERT INTO identities (person_key, person_id) FORMAT JSONCompactEachRow'
  await store.post({ query, body: Buffer.from(lines) })
}

/** Stores dead letters; the same ones again change nothing, and one that was discarded stays so. */
export async function storeLetters(store: StorePoster, letters: readonly DeadLetter[]): Promise<void> {
  if (letters.length === 0) return
  const lines = letters.map((letter) => JSON.stringify(letter)).join('\n')
  await store.post({ query: 'INSERT INTO dead_letters FORMAT JSONEachRow', body: Buffer.from(lines) })
}
