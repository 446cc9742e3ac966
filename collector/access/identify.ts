import { z } from 'zod'
import { insertRows } from '../store/insert-rows.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'
import type { PersonKeys } from './person-key.ts'

const question = `SELECT person_key, any(person_id) AS person_id FROM identities
WHERE has({keys:Array(String)}, person_key) GROUP BY person_key`

/** Ids that keys stand for; a key nobody knows is left out. */
export async function personIdsOf(store: Store, keys: readonly string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map()
  const row = z.object({ person_key: z.string(), person_id: z.string() })
  const rows = await queryRows(store.writer, question, { keys }, row)
  return new Map(rows.map(({ person_key, person_id }) => [person_key, person_id]))
}

/** The id that a key stands for; null for nobody. */
export async function personIdOf(store: Store, key: string | null): Promise<string | null> {
  if (key === null || key === '') return null
  return (await personIdsOf(store, [key])).get(key) ?? null
}

/** Remembers which id a key was made of. */
export async function identify(store: Store, personKeys: PersonKeys, personId: string | undefined): Promise<void> {
  if (personId === undefined || personId === '') return
  await insertRows(store.writer, 'identities', [{ person_key: personKeys.keyOf(personId), person_id: personId }])
}
