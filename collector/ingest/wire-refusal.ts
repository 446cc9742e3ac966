import type { WireRefused } from '../../schema/wire/answer.ts'

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
  response(): Response {
    const body: WireRefused = { success: false, code: this.code, message: this.message, error: this.message }
    const headers = new Headers({ 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
    if (this.retryAfterS !== undefined) headers.set('Retry-After', String(this.retryAfterS))
    return new Response(JSON.stringify(body), { status: this.status, headers })
  }
}

/** The store or the server is not there right now; the sender keeps its events and tries again. */
export function notNow(message: string, retryAfterS: number): WireRefusal {
  return new WireRefusal(503, 'unavailable', message, retryAfterS)
}
