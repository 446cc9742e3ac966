import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { packageRoot } from '../../collector/package-root.ts'
import { bytesOf, type ClientRequest } from './client-request.ts'

const shape = z.object({
  client: z.string(),
  requests: z.array(
    z.object({
      path: z.string(),
      headers: z.record(z.string(), z.string()),
      gzip: z.boolean().optional(),
      escapeSlashes: z.boolean().optional(),
      body: z.unknown(),
    }),
  ),
  profiles: z.int(),
  stored: z.array(z.object({ message_id: z.string(), person_id: z.string() }).catchall(z.string())),
})

/** Requests in the shape that a client sends, and what must be stored of them. */
export type ClientFixture = z.infer<typeof shape> & { name: string }

/** The shapes of all clients that are known to send. */
export function readClientFixtures(): ClientFixture[] {
  const folder = join(packageRoot, 'tests', 'fixtures', 'clients')
  return readdirSync(folder).map((file) => {
    const fixture = shape.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')))
    return { name: file.replace(/\.json$/, ''), ...fixture }
  })
}

/** The requests of a fixture with a real write key in all the places where the client puts it. */
export function requestsOf({ requests }: ClientFixture, key: string): ClientRequest[] {
  const basic = Buffer.from(`${key}:`).toString('base64')
  const filled = (text: string) => text.replaceAll('{key}', key).replaceAll('{basic}', basic)
  return requests.map(({ path, headers, gzip, escapeSlashes = false, body }) => {
    const json = filled(JSON.stringify(body))
    return {
      path,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, filled(value)])),
      bytes: bytesOf(escapeSlashes ? json.replaceAll('/', '\\/') : json, { gzip }),
    }
  })
}
