import { Problem } from './problem.ts'
import { serveSnippet } from './snippet/serve-snippet.ts'

/** What the server answers while the store is not open yet; the door for events stands beside it. */
export const starting = {
  async fetch(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname
    if (path.endsWith('/healthz')) return Response.json({ state: 'alive' })
    // A page that opens now would send nothing until it is opened again.
    const snippet = serveSnippet(request)
    if (snippet) return snippet
    const detail = 'The server is starting. Events are taken already; everything else answers in a moment.'
    const answer = new Problem(503, 'starting', 'The server is starting', detail, { retry_after_s: 2 }).response()
    answer.headers.set('Retry-After', '2')
    return answer
  },
}
