import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Problem } from '../problem.ts'

/** Anything bytes can be pulled from. */
export type ByteSource = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>

/** A body whose first bytes are known and which is pulled at the reader's pace. */
export type OpenBytes = { head: Buffer; bytes: AsyncIterable<Uint8Array> }

const headBytes = 65_536

/** Opens a body, gzip or not: its own first bytes decide, whatever the headers say. */
export async function openBytes(source: ByteSource): Promise<OpenBytes> {
  const sent = await peek(source)
  if (sent.head[0] !== 0x1f || sent.head[1] !== 0x8b) return sent
  const inflated = createGunzip()
  // The reader meets the error when it pulls; the callback only keeps it from being thrown twice.
  pipeline(Readable.from(sent.bytes), inflated, () => undefined)
  return peek(namingGzipFaults(inflated))
}

async function peek(source: ByteSource): Promise<OpenBytes> {
  const iterator = source[Symbol.asyncIterator]()
  const parts: Uint8Array[] = []
  let bytes = 0
  while (bytes < headBytes) {
    const next = await iterator.next()
    if (next.done) break
    parts.push(next.value)
    bytes += next.value.length
  }
  const head = Buffer.concat(parts)
  return { head, bytes: rejoin(head, iterator) }
}

async function* rejoin(head: Buffer, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value
  } finally {
    await iterator.return?.()
  }
}

async function* namingGzipFaults(inflated: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* inflated
  } catch (cause) {
    if (!(cause instanceof Error) || !('code' in cause) || !String(cause.code).startsWith('Z_')) throw cause
    const detail =
      'The gzip is cut off or damaged. Rows before that are stored. Send the whole file again: it is harmless.'
    throw new Problem(400, 'bad_gzip', 'Not whole gzip', detail)
  }
}
