import { z } from 'zod'

/** Body of every error answer (RFC 9457); `code` is a stable word to branch on. */
export const problemBody = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
})

/** What goes into an answer beside the five members. */
export type ProblemExtra = Record<string, unknown>

/** An error that is meant for the caller; the one onError turns it into `application/problem+json`. */
export class Problem extends Error {
  override name = 'Problem'
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly extra: ProblemExtra
  /** Headers of the answer, for example Retry-After. */
  readonly headers: Record<string, string>

  constructor(status: number, code: string, title: string, detail: string, extra: ProblemExtra = {}) {
    super(`${title}: ${detail}`)
    const { retry_after_s: retryAfterS } = extra
    this.status = status
    this.code = code
    this.title = title
    this.detail = detail
    this.extra = extra
    this.headers = typeof retryAfterS === 'number' ? { 'Retry-After': `${Math.ceil(retryAfterS)}` } : {}
  }

  /** The body as it goes over the wire. */
  body(): z.infer<typeof problemBody> {
    const { title, status, detail, code } = this
    return { ...this.extra, type: 'about:blank', title, status, detail, code }
  }

  /** The whole answer. */
  response(): Response {
    return new Response(JSON.stringify(this.body()), {
      status: this.status,
      headers: { ...this.headers, 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' },
    })
  }
}
