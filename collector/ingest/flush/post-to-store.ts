import http from 'node:http'
import https from 'node:https'
import type { StoreConnection } from '../../store/connection.ts'
import { writerSettings } from '../../store/settings.ts'
import { readRefusal } from './store-refusal.ts'

/** One statement on its way to the store. */
export type StorePost = {
  query: string
  settings?: Record<string, string>
  /** Rows of an INSERT, or a form with a table beside a question. */
  body: Buffer
  contentType?: string
}

/** The flusher's own way to the store. */
export type StorePoster = {
  /** Resolves with the whole answer; throws StoreRefusal, or what broke the connection. */
  post(request: StorePost): Promise<string>
  close(): void
}

// The store reports progress in headers while it works, so that silence means a dead connection and not a long insert.
const progressMs = 3_000
const headerBytesMax = 1024 ** 2

/** Opens the way; a connection without progress for `idleMsMax` is cut, so that a half-open one is noticed. */
export function openStorePoster(connection: StoreConnection, { idleMsMax }: { idleMsMax: number }): StorePoster {
  const web = connection.url.startsWith('https:') ? https : http
  const agent = new web.Agent({ keepAlive: true, maxSockets: 2 })
  const { username, password } = connection.writer
  const identity = { ...connection.httpHeaders, 'X-ClickHouse-User': username, 'X-ClickHouse-Key': password }

  function post({ query, settings = {}, body, contentType = 'application/octet-stream' }: StorePost): Promise<string> {
    const headers = { ...identity, 'Content-Type': contentType, 'Content-Length': body.length }
    return new Promise((resolve, reject) => {
      const options = { method: 'POST', agent, headers, maxHeaderSize: headerBytesMax, timeout: idleMsMax }
      const request = web.request(addressOf(connection, query, settings), options, (response) => {
        readAnswer(response).then(resolve, reject)
      })
      request.on('timeout', () => request.destroy(new Error(`no progress for ${Math.round(idleMsMax / 1_000)} s`)))
      request.on('error', reject)
      request.end(body)
    })
  }

  return { post, close: () => agent.destroy() }
}

function addressOf({ url, database }: StoreConnection, query: string, settings: Record<string, string>): URL {
  const address = new URL(url)
  const fixed = Object.entries(writerSettings).map(([name, value]) => [name, String(value)])
  address.search = new URLSearchParams({
    ...Object.fromEntries(fixed),
    wait_end_of_query: '1',
    send_progress_in_http_headers: '1',
    http_headers_progress_interval_ms: String(progressMs),
    ...settings,
    database,
    query,
  }).toString()
  return address
}

async function readAnswer(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString('utf8')
  const { statusCode = 0, headers } = response
  const code = headers['x-clickhouse-exception-code']
  if (statusCode !== 200 || code !== undefined) {
    throw readRefusal(statusCode, typeof code === 'string' ? code : undefined, text)
  }
  // Without a length or chunks a cut answer would look whole.
  const isDelimited = headers['content-length'] !== undefined || headers['transfer-encoding'] === 'chunked'
  if (!isDelimited) throw new Error('the answer has no end')
  return text
}
