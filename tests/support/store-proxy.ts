import { once } from 'node:events'
import { createServer, type IncomingMessage, request } from 'node:http'
import type { StoreConnection } from '../../collector/store/connection.ts'

/**
 * What happens to a statement instead of the usual: another answer without the deed, no answer at all, or the deed
 * without its answer.
 */
export type FakeAnswer = { code: number; text: string } | 'silence' | 'answer_lost'

/** An HTTP server before the engine that can answer in its place. */
export type StoreProxy = {
  connection: StoreConnection
  /** Statements that reached it, oldest first, with their bodies. */
  asked: { query: string; token: string; body: Buffer }[]
  /** From now on asks this for an answer to each statement; undefined lets it through. */
  answer(decide: (query: string) => FakeAnswer | undefined): void
  close(): Promise<void>
}

/** Starts the proxy on a free port. */
export async function startStoreProxy(behind: StoreConnection): Promise<StoreProxy> {
  const asked: StoreProxy['asked'] = []
  let decide: Parameters<StoreProxy['answer']>[0] = () => undefined
  const server = createServer(async (incoming, outgoing) => {
    const body = await bytesOf(incoming)
    const search = new URL(incoming.url ?? '/', behind.url).searchParams
    const query = search.get('query') ?? ''
    asked.push({ query, token: search.get('insert_deduplication_token') ?? '', body })
    const fake = decide(query)
    if (fake === 'silence') return
    if (typeof fake === 'object') {
      const headers = { 'X-ClickHouse-Exception-Code': String(fake.code) }
      outgoing.writeHead(500, headers).end(`Code: ${fake.code}. DB::Exception: ${fake.text}`)
      return
    }
    const options = { method: incoming.method, headers: incoming.headers }
    const onward = request(new URL(incoming.url ?? '/', behind.url), options, (answer) => {
      if (fake === 'answer_lost') {
        answer.resume().on('end', () => incoming.socket.destroy())
        return
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    onward.end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.')
  return {
    connection: { ...behind, url: `http://127.0.0.1:${address.port}` },
    asked,
    answer: (next) => {
      decide = next
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function bytesOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  return Buffer.concat(chunks)
}
