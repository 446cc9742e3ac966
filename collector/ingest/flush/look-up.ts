import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { storedIds } from '../stored-ids.ts'
import type { BatchRow } from './batch.ts'
import type { StorePoster } from './post-to-store.ts'
import { identityOf } from './row-key.ts'

/** Where in the table an event stands: person and date. */
export type Place = { personKey: string; date: string }

const storedRow = z.tuple([z.string(), z.string(), z.string(), z.string()])

/** Asks which of the rows' events are stored under any body, and where. */
export async function findStored(store: StorePoster, rows: readonly BatchRow[]): Promise<Map<string, Place[]>> {
  const found = new Map<string, Place[]>()
  if (rows.length === 0) return found
  const ids = rows.map(({ identity }) => `[${identity}]`).join('\n')
  const answer = await store.post({
    query: `${storedIds}\nFORMAT JSONCompactEachRow`,
    settings: { given_format: 'JSONCompactEachRow', given_structure: 'source String, message_id String' },
    ...formWith('given', ids),
  })
  for (const line of answer.split('\n')) {
    if (line === '') continue
    const [source, messageId, personKey, date] = storedRow.parse(JSON.parse(line))
    const identity = identityOf(source, messageId)
    const places = found.get(identity)
    if (places) places.push({ personKey, date })
    else found.set(identity, [{ personKey, date }])
  }
  return found
}

const erasures = `
SELECT person_key, toUnixTimestamp64Milli(max(erased_at)) FROM erasures GROUP BY person_key
FORMAT JSONCompactEachRow`

const erasedRow = z.tuple([z.string(), z.coerce.number()])

/** Everyone who was erased, with the instant before which nothing of theirs comes back, epoch milliseconds. */
export async function findErased(store: StorePoster): Promise<Map<string, number>> {
  const answer = await store.post({ query: erasures, body: Buffer.alloc(0) })
  const lines = answer.split('\n').filter((line) => line !== '')
  return new Map(lines.map((line) => erasedRow.parse(JSON.parse(line))))
}

// A bound parameter may have 128 kB, so the ids come along as a table of the question.
function formWith(name: string, content: string): { body: Buffer; contentType: string } {
  const boundary = `takehold-${randomUUID()}`
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${name}"\r\n\r\n`
  return {
    body: Buffer.from(`${head}${content}\r\n--${boundary}--\r\n`),
    contentType: `multipart/form-data; boundary=${boundary}`,
  }
}
