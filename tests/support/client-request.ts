import { request } from 'node:http'
import { gzipSync } from 'node:zlib'

/** A request of a client as it goes over the wire. */
export type ClientRequest = {
  method?: string
  path: string
  headers: Record<string, string>
  bytes: Uint8Array
}

/** What came back. */
export type ClientAnswer = { status: number; type: string; text: string }

/** Sends exactly these headers and bytes, which no HTTP client of a higher level would. */
export function sendRequest(url: string, { method = 'POST', path, headers, bytes }: ClientRequest) {
  const { hostname, port, pathname } = new URL(url)
  return new Promise<ClientAnswer>((resolve, reject) => {
    const sent = request(
      {
        hostname,
        port,
        method,
        path: `${pathname.replace(/\/$/, '')}${path}`,
        headers: { ...headers, 'content-length': bytes.length },
      },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk
        })
        answer.on('error', reject)
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, type: answer.headers['content-type'] ?? '', text }),
        )
      },
    )
    sent.on('error', reject)
    sent.end(bytes)
  })
}

/** The bytes of a JSON body. */
export function bytesOf(body: string, { gzip = false }: { gzip?: boolean | undefined } = {}): Uint8Array {
  return gzip ? gzipSync(body) : Buffer.from(body)
}
