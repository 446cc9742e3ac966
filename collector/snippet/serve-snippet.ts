import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../package-root.ts'
import { securityHeaders } from '../security-headers.ts'
import { readStaticFile, serveFile, snippetPath } from '../static.ts'

/** Answers the script for pages of the CRM while the rest of the server is not there; undefined for other requests. */
export function serveSnippet(request: Request): Response | undefined {
  const file = join(packageRoot, 'dist', 'public', snippetPath)
  if (!new URL(request.url).pathname.endsWith(snippetPath) || !existsSync(file)) return undefined
  const answer = serveFile(readStaticFile(file, snippetPath), request)
  for (const [name, value] of securityHeaders(snippetPath)) answer.headers.set(name, value)
  return answer
}
