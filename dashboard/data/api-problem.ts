import { z } from 'zod'

/** Body of an error of the server: RFC 9457 with a code. */
export const problemBody = z.looseObject({
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  code: z.string().optional(),
})

/** What a request failed with; `code` is the server's, `unreachable` or `unexpected_answer`. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly retryAfterMs: number | null

  constructor(status: number, code: string, message: string, retryAfterMs: number | null = null) {
    super(message)
    this.name = 'ApiProblem'
    this.status = status
    this.code = code
    this.retryAfterMs = retryAfterMs
  }
}

/** Whether an error goes away by itself: the server or its store restarts, or the line is down. */
export function isTemporary(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === 503 || error.code === 'unreachable')
}

/** Whether an error means that nobody is signed in. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 401
}

/** The problem that an answer carries, also when its body is none of ours. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const parsed = problemBody.safeParse(await response.json().catch(() => null))
  const seconds = Number(response.headers.get('Retry-After'))
  const retryAfterMs = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null
  if (!parsed.success) return new ApiProblem(response.status, 'unexpected_answer', response.statusText, retryAfterMs)
  const { code, title, detail } = parsed.data
  return new ApiProblem(response.status, code ?? 'unexpected_answer', detail ?? title, retryAfterMs)
}
