import { promisify } from 'node:util'
import { gunzip, gunzipSync } from 'node:zlib'
import { wireLimits } from '../../schema/wire/limits.ts'
import { tooLarge, WireRefusal } from './wire-refusal.ts'

/** Takes one layer of gzip off. */
export type Inflate = (sent: Buffer) => Promise<Buffer>

const inThread = promisify(gunzip)
const { inflatedBytesMax } = wireLimits
/** Up to this size it is cheaper to inflate here than to ask another thread. */
const hereBytesMax = 131_072
const trailerBytes = 4

/** Inflates under the cap. At most so many large bodies at once: each may grow to the cap. */
export function createInflate({ atOnce = 4 }: { atOnce?: number } = {}): Inflate {
  const waiting: (() => void)[] = []
  let running = 0
  return async (sent) => {
    const small = inflateHere(sent)
    if (small) return small
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await inThread(sent, { maxOutputLength: inflatedBytesMax, chunkSize: 65_536 })
    } catch (error) {
      throw gzipRefusal(error)
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}

// The last bytes of gzip claim the size of what is inside; they are held to it, so a lie costs no more than the truth.
function inflateHere(sent: Buffer): Buffer | undefined {
  if (sent.length < trailerBytes || sent.length > hereBytesMax) return undefined
  const claimed = sent.readUInt32LE(sent.length - trailerBytes)
  if (claimed === 0 || claimed > hereBytesMax) return undefined
  try {
    return gunzipSync(sent, { maxOutputLength: claimed, chunkSize: Math.max(1_024, claimed) })
  } catch (error) {
    if (isTooLong(error)) return undefined
    throw gzipRefusal(error)
  }
}

function gzipRefusal(error: unknown): WireRefusal {
  if (isTooLong(error)) return tooLarge()
  return new WireRefusal(400, 'bad_gzip', 'The body is not whole gzip.')
}

function isTooLong(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
}
