import { connect, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** A TCP connection on which a test writes what no HTTP client would. */
export type RawConnection = {
  socket: Socket
  /** Everything that came back so far. */
  received(): string
  isClosed(): boolean
  write(text: string | Uint8Array): Promise<void>
  /** Resolves when the other side has closed. */
  closed(): Promise<void>
  /** Resolves when what came back satisfies the pattern, or the connection is closed. */
  until(pattern: RegExp): Promise<string>
  end(): void
}

/** Opens a connection to a port of this machine. */
export async function openRaw(port: number): Promise<RawConnection> {
  const socket = connect({ port, host: '127.0.0.1' })
  let text = ''
  let isClosed = false
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      isClosed = true
      resolve()
    })
  })
  socket.on('error', () => undefined)
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1')
  })
  await new Promise<void>((resolve) => {
    socket.once('connect', resolve)
    socket.once('close', () => resolve())
  })
  return {
    socket,
    received: () => text,
    isClosed: () => isClosed || socket.destroyed,
    write: (bytes) => new Promise((resolve) => socket.write(bytes, () => resolve())),
    closed: () => closed,
    async until(pattern) {
      while (!isClosed && !pattern.test(text)) await delay(5)
      return text
    },
    end: () => socket.destroy(),
  }
}

/** The head of a POST with further lines as they are given. */
export function postHead(path: string, ...lines: string[]): string {
  return [`POST ${path} HTTP/1.1`, 'Host: takehold', 'X-Write-Key: wk', ...lines, '', ''].join('\r\n')
}

/** One message of the wire as JSON. */
export function trackBody(messageId: string): string {
  return JSON.stringify({ type: 'track', userId: 'u', event: 'Record Updated', messageId })
}

/** A whole POST of one message. */
export function postWhole(messageId: string, path = '/v1/track'): string {
  const body = trackBody(messageId)
  return `${postHead(path, `Content-Length: ${Buffer.byteLength(body)}`)}${body}`
}
