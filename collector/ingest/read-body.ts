import type { IncomingMessage } from 'node:http'
import { wireLimits } from '../../schema/wire/limits.ts'
import type { ByteBudget, Lease } from './byte-budget.ts'
import type { Inflate } from './inflate-body.ts'
import { notNow, tooLarge, WireRefusal } from './wire-refusal.ts'

const { bodyBytesMax } = wireLimits
const encodings = new Set(['', 'identity', 'gzip', 'x-gzip'])

/** The sender left before its body was whole; there is nobody to answer. */
export class SenderLeft extends Error {
  override name = 'SenderLeft'
}

/** A body in memory; the lease goes back when the request is answered. */
export type Body = { bytes: Buffer; lease: Lease }

/** Reads the body of a wire request under all caps; never looks at Content-Type, as clients send anything there. */
export async function readBody(request: IncomingMessage, budget: ByteBudget, inflate: Inflate): Promise<Body> {
  const encoding = (request.headers['content-encoding'] ?? '').trim().toLowerCase()
  if (!encodings.has(encoding)) {
    throw new WireRefusal(415, 'unknown_encoding', 'The Content-Encoding is not known. Send gzip or nothing.')
  }
  if (Number(request.headers['content-length'] ?? 0) > bodyBytesMax) throw tooLarge()
  const body = await receive(request, budget)
  try {
    const isGzip = body.bytes[0] === 0x1f && body.bytes[1] === 0x8b
    if (encoding.endsWith('gzip') && !isGzip) throw new WireRefusal(400, 'bad_gzip', 'The body is not gzip.')
    if (!isGzip) return body
    const bytes = await inflate(body.bytes)
    if (!body.lease.grow(bytes.length)) throw noRoom()
    return { bytes, lease: body.lease }
  } catch (error) {
    body.lease.end()
    throw error
  }
}

function receive(request: IncomingMessage, budget: ByteBudget): Promise<Body> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    const lease = budget.open(() => refuse(noRoom()))
    function refuse(refusal: Error): void {
      lease.end()
      chunks.length = 0
      request.removeListener('data', take)
      reject(refusal)
    }
    function take(chunk: Buffer): void {
      bytes += chunk.length
      if (bytes > bodyBytesMax) refuse(tooLarge())
      else if (!lease.grow(chunk.length)) refuse(noRoom())
      else chunks.push(chunk)
    }
    request.on('data', take)
    request.on('end', () => {
      lease.received()
      const [first] = chunks
      resolve({ bytes: first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks), lease })
    })
    request.on('error', () => refuse(new SenderLeft('The connection broke.')))
  })
}

function noRoom(): WireRefusal {
  return notNow('The server has too much to receive at once. Nothing was kept; send it again.', 1, 'busy')
}
