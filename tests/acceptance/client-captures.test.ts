import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { wireAccepted } from '../../schema/wire/answer.ts'
import { type ClientCollector, startClientCollector } from '../support/client-collector.ts'
import { bytesOf, type ClientAnswer, sendRequest } from '../support/client-request.ts'

const message = z.looseObject({
  type: z.string(),
  messageId: z.string(),
  event: z.string().optional(),
  properties: z.looseObject({ object: z.string().optional(), record_id: z.string().optional() }).optional(),
  traits: z.looseObject({ email: z.string().optional(), name: z.string().optional() }).optional(),
})
const parsedBody = z.union([z.looseObject({ batch: z.array(message) }), message])
const request = z.object({
  method: z.literal('POST'),
  url: z.string().regex(/^\/(v1|api\/s)\//),
  headers: z.record(z.string(), z.string()),
  basic_auth_decoded: z.string().optional(),
  decoded_bytes: z.int(),
  // As it came: a schema would put its members into another order.
  body: z.unknown().refine((body) => parsedBody.safeParse(body).success),
})
const capture = z.object({
  client: z.string(),
  scenarios: z.record(z.string(), z.object({ requests: z.array(z.unknown()) })),
})

type Captured = z.infer<typeof request>

const captures = findCaptures()
const first = new Map<string, ClientAnswer[]>()
const again = new Map<string, ClientAnswer[]>()
let collector: ClientCollector | undefined
let rows: Record<string, unknown>[] = []

beforeAll(async () => {
  if (captures.length === 0) return
  collector = await startClientCollector()
  // The captures name keys of their own.
  await collector.adoptKeys(
    new Map(captures.flatMap(({ requests }) => requests.map((each) => [keyOf(each), keyOf(each)]))),
  )
  for (const answers of [first, again]) {
    for (const { client, requests } of captures) answers.set(client, await replay(requests, collector.url))
  }
  rows = await collector.stopAndRead('SELECT * FROM events FINAL')
}, 300_000)
afterAll(() => collector?.remove())

test('every client with whole requests is replayed', () => {
  expect([...first.keys()]).toEqual(captures.map(({ client }) => client))
})

describe.each(captures)('$client', ({ client, requests }) => {
  const messages = requests.flatMap(messagesOf)
  const acts = messages.filter(({ type }) => ['track', 'page', 'screen'].includes(type))
  const taken = (answers: ClientAnswer[] | undefined) =>
    (answers ?? []).map(({ status, type, text }) => {
      expect({ status, type }).toEqual({ status: 200, type: 'application/json' })
      return wireAccepted.parse(JSON.parse(text))
    })

  test('the bytes are those that it sent', () => {
    for (const { body, decoded_bytes } of requests) expect(Buffer.byteLength(JSON.stringify(body))).toBe(decoded_bytes)
  })

  test('everything is taken, and known when it comes again', () => {
    const accepted = (answers: ClientAnswer[] | undefined) => taken(answers).map((answer) => answer.accepted)
    expect(accepted(first.get(client))).toEqual(requests.map((each) => messagesOf(each).length))
    expect(accepted(again.get(client))).toEqual(accepted(first.get(client)))
    expect(taken(first.get(client)).flatMap(({ errors }) => errors)).toEqual([])
    expect(taken(again.get(client)).reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(acts.length)
  })

  test('each act is stored once with its record, and nothing about people', () => {
    for (const { type, messageId, event = '', properties = {} } of acts) {
      const { object = '', record_id = '' } = properties
      const stored = rows.filter(({ message_id }) => message_id === messageId)
      expect(stored).toMatchObject([{ event: type === 'track' ? event : 'Page Viewed', object, record_id }])
    }
    const said = JSON.stringify(rows)
    for (const { traits = {} } of messages) {
      for (const word of [traits.email, traits.name]) if (word) expect(said).not.toContain(word)
    }
  })
})

function findCaptures(): { client: string; requests: Captured[] }[] {
  const folder = join(process.env.TAKEHOLD_ACCEPTANCE_DATA ?? '', '..', 'clients')
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
  return files
    .map((file) => {
      const { client, scenarios } = capture.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')))
      const requests = Object.values(scenarios).flatMap((scenario) => scenario.requests)
      return { client, requests: requests.map((each) => request.safeParse(each)).flatMap(({ data }) => data ?? []) }
    })
    .filter(({ requests }) => requests.length > 0)
}

function replay(requests: Captured[], url: string): Promise<ClientAnswer[]> {
  return Promise.all(
    requests.map(({ url: path, headers: { 'content-length': _, ...headers }, body }) => {
      const gzip = headers['content-encoding'] === 'gzip'
      return sendRequest(url, { path, headers, bytes: bytesOf(JSON.stringify(body), { gzip }) })
    }),
  )
}

function messagesOf(captured: Captured) {
  const body = parsedBody.parse(captured.body)
  return 'batch' in body ? z.array(message).parse(body.batch) : [message.parse(body)]
}

function keyOf({ basic_auth_decoded, headers }: Captured): string {
  return (basic_auth_decoded ?? headers['x-write-key'] ?? '').replace(/:.*$/, '')
}
