import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { StoreConnection } from '../store/connection.ts'
import { readerSettings } from '../store/settings.ts'
import { biCredentials } from './bi-credentials.ts'
import type { BiUsers } from './bi-users.ts'

/** An open door for BI tools. */
export type BiDoor = { port: number; close(): Promise<void> }

export type BiDoorOptions = {
  users: Pick<BiUsers, 'admits'>
  /** The embedded engine with its user for analysts. */
  connection: StoreConnection & Required<Pick<StoreConnection, 'analyst'>>
  /** 0 takes a free one. */
  port: number
}

// Who asks is decided here, and what bounds a question by the engine; sessions would be shared between users.
const keptBack = new Set(['user', 'password', 'quota_key', 'role', 'session_id', 'session_timeout', 'session_check'])
const passedOn = ['content-type', 'content-encoding', 'accept-encoding', 'x-clickhouse-format', 'transfer-encoding']
const notAnswered = new Set(['connection', 'keep-alive', 'transfer-encoding'])
const headersMsMax = 15_000
const askingMax = 32

/** Opens a port of this machine that looks like ClickHouse and asks the embedded engine as its user for analysts. */
export async function openBiDoor({ users, connection, port }: BiDoorOptions): Promise<BiDoor> {
  const server = createServer((asked, answer) => {
    const url = new URL(asked.url ?? '/', 'http://door')
    if (url.pathname === '/ping') return void answer.end('Ok.\n')
    const given = biCredentials(asked.headers, url.searchParams)
    if (!given || !users.admits(given.name, given.password)) return refuse(answer)
    void pass(asked, url.searchParams, connection, answer)
  })
  server.headersTimeout = headersMsMax
  server.maxConnections = askingMax
  server.listen({ port, host: '127.0.0.1' })
  await once(server, 'listening').catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(
      `The port ${port} for BI tools cannot be opened: ${reason}. Nothing was started. Choose another BI_PORT.`,
    )
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The door for BI tools has no port.')
  return {
    port: address.port,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

function refuse(answer: ServerResponse): void {
  answer.writeHead(401, { 'WWW-Authenticate': 'Basic realm="Takehold"', 'Content-Type': 'text/plain' })
  answer.end('Code: 516. Name or password of the BI user is wrong, or it was revoked. See takehold bi-user list.\n')
}

async function pass(
  asked: IncomingMessage,
  query: URLSearchParams,
  { url, database, analyst, httpHeaders }: BiDoorOptions['connection'],
  answer: ServerResponse,
): Promise<void> {
  const kept = [...query].filter(([name]) => !keptBack.has(name) && !(name in readerSettings))
  const params = new URLSearchParams(kept)
  // Tools that are not told a database say default.
  if ((params.get('database') ?? 'default') === 'default') params.set('database', database)
  const headers = Object.fromEntries(
    passedOn.flatMap((name) => (asked.headers[name] === undefined ? [] : [[name, asked.headers[name]]])),
  )
  const identity = { 'X-ClickHouse-User': analyst.username, 'X-ClickHouse-Key': analyst.password }
  const asking = request(`${url}/?${params}`, {
    method: asked.method === 'POST' ? 'POST' : 'GET',
    headers: { ...headers, ...httpHeaders, ...identity },
  })
  asking.on('response', (answered) => {
    const shown = Object.entries(answered.headers).filter(([name]) => !notAnswered.has(name))
    answer.writeHead(answered.statusCode ?? 502, Object.fromEntries(shown))
    // Whoever leaves while an answer comes needs no word.
    pipeline(answered, answer).catch(() => answer.destroy())
  })
  asking.on('error', () => {
    if (answer.headersSent) return void answer.destroy()
    answer.writeHead(503, { 'Retry-After': '2', 'Content-Type': 'text/plain' })
    answer.end('The database is starting again. Ask again in a moment.\n')
  })
  await pipeline(asked, asking).catch(() => asking.destroy())
}
