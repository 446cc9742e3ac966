import { z } from 'zod'
import type { PersonKeys } from '../access/person-key.ts'
import { Problem } from '../problem.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'

/** What a person is known by everywhere. */
export type PersonTraces = {
  personId: string
  personKey: string
  /** Keys of the id and of every further id that is this person's alone. */
  keys: string[]
  ids: string[]
  names: string[]
  emails: string[]
}

const keyRow = z.object({ key: z.string() })
const textRow = z.object({ text: z.string() })

const owners = `
SELECT person_id AS text FROM identities
WHERE person_key IN (SELECT person_key FROM current_aliases WHERE alias_key = {key:String})`

// An id that another person claims, or that is somebody's own, stays.
const furtherKeys = `
SELECT DISTINCT arrayJoin(alias_keys) AS key FROM roster
WHERE person_key = {key:String} AND key != ''
  AND key NOT IN (SELECT person_key FROM roster)
  AND key NOT IN (SELECT alias_key FROM current_aliases WHERE person_key != {key:String})`

const knownIds = `SELECT DISTINCT person_id AS text FROM identities WHERE person_key IN {keys:Array(String)} ORDER BY text`
const knownNames = `SELECT DISTINCT name AS text FROM roster WHERE person_key IN {keys:Array(String)} ORDER BY text`
const knownEmails = `SELECT DISTINCT email AS text FROM roster WHERE person_key IN {keys:Array(String)} ORDER BY text`

/** Finds what stands for a person; throws when the id is a further id of somebody. */
export async function findTraces(
  { writer }: Pick<Store, 'writer'>,
  { keyOf }: PersonKeys,
  personId: string,
): Promise<PersonTraces> {
  const key = keyOf(personId)
  const [owner] = await queryRows(writer, owners, { key }, textRow)
  if (owner) {
    const detail = `It belongs to ${owner.text}. Nothing was erased. Erase ${owner.text}: all ids of the person go with it.`
    throw new Problem(409, 'further_id', `${personId} is a further id`, detail)
  }
  const further = await queryRows(writer, furtherKeys, { key }, keyRow)
  const keys = [key, ...further.map((row) => row.key)]
  const texts = async (sql: string) => (await queryRows(writer, sql, { keys }, textRow)).map(({ text }) => text)
  return {
    personId,
    personKey: key,
    keys,
    ids: [...new Set([personId, ...(await texts(knownIds))])],
    // A single word is many people's name and much else; it stands in the roster only and goes with it.
    names: (await texts(knownNames)).filter((name) => /\S\s+\S/.test(name)),
    emails: (await texts(knownEmails)).filter((email) => email !== ''),
  }
}

/** True when the person was known here once: a typing error must not look like a success. */
export async function isKnown({ writer }: Pick<Store, 'writer'>, { keys }: PersonTraces): Promise<boolean> {
  const known = `SELECT person_key AS key FROM identities WHERE person_key IN {keys:Array(String)}
    UNION ALL SELECT person_key FROM roster WHERE person_key IN {keys:Array(String)}
    UNION ALL SELECT person_key FROM erasures WHERE person_key IN {keys:Array(String)}`
  return (await queryRows(writer, known, { keys }, keyRow)).length > 0
}
