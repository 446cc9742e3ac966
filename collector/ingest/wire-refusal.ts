import type { WireRefused } from '../../schema/wire/answer.ts'
import { wireLimits } from '../../schema/wire/limits.ts'

/** A request of the wire that is refused whole; nothing of it was kept. */
export class WireRefusal extends Error {
  override name = 'WireRefusal'
  readonly status: number
  readonly code: string
  /** Whole seconds after which trying again makes sense. */
  readonly retryAfterS: number | undefined

  constructor(status: number, code: string, message: string, retryAfterS?: number) {
    super(message)
    this.status = status
    this.code = code
    this.retryAfterS = retryAfterS
  }

  /** The answer; SDKs look for the words in `error`, people in `message`. */
  body(): WireRefused {
    return { success: false, code: this.code, message: this.message, error: this.message }
  }
}

/** The server cannot take it right now; the sender keeps its events and tries again. */
export function notNow(message: string, retryAfterS: number, code = 'unavailable'): WireRefusal {
  return new WireRefusal(503, code, message, retryAfterS)
}

/** A body over one of its two caps. */
export function tooLarge(): WireRefusal {
  const { bodyBytesMax, inflatedBytesMax } = wireLimits
  const message = `The body is larger than ${bodyBytesMax} bytes as sent, or ${inflatedBytesMax} bytes after gzip.`
  return new WireRefusal(413, 'too_large', message)
}
