import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { wireLimits } from '../../schema/wire/limits.ts'
import { WireRefusal } from './wire-refusal.ts'

const inflate = promisify(gunzip)
const { bodyBytesMax, inflatedBytesMax } = wireLimits

/** Reads the body of a wire request under both caps; never looks at Content-Type, as clients send anything there. */
export async function readBody(request: Request): Promise<Buffer> {
  const encoding = (request.headers.get('content-encoding') ?? 'identity').trim().toLowerCase()
  if (!['identity', '', 'gzip', 'x-gzip'].includes(encoding)) {
    throw new WireRefusal(415, 'unknown_encoding', `Content-Encoding ${encoding} is not known. Send gzip or nothing.`)
  }
  if (Number(request.headers.get('content-length') ?? 0) > bodyBytesMax) throw tooLarge()
  const sent = await readCapped(request)
  const isGzip = sent[0] === 0x1f && sent[1] === 0x8b
  if (encoding.endsWith('gzip') && !isGzip) throw new WireRefusal(400, 'bad_gzip', 'The body is not gzip.')
  return isGzip ? inflateCapped(sent) : sent
}

async function readCapped(request: Request): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  const reader = request.body?.getReader()
  for (;;) {
    const next = await reader?.read()
    if (!next || next.done) return Buffer.concat(chunks)
    bytes += next.value.length
    if (bytes > bodyBytesMax) {
      // Not awaited: the sender may never stop, and the answer must not wait for it.
      void reader?.cancel().catch(() => undefined)
      throw tooLarge()
    }
    chunks.push(next.value)
  }
}

async function inflateCapped(sent: Buffer): Promise<Buffer> {
  try {
    return await inflate(sent, { maxOutputLength: inflatedBytesMax })
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge()
    throw new WireRefusal(400, 'bad_gzip', 'The body is not whole gzip.')
  }
}

function tooLarge(): WireRefusal {
  const message = `The body is larger than ${bodyBytesMax} bytes as sent, or ${inflatedBytesMax} bytes after gzip.`
  return new WireRefusal(413, 'too_large', message)
}
