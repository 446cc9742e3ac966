import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join, relative, sep } from 'node:path'

/** A file that may be served; everything else does not exist. */
export type StaticFile = {
  body: Buffer<ArrayBuffer>
  type: string
  etag: string
  /** For how long and by whom it may be kept. */
  cache: string
}

/** The script that pages of the CRM load; the one file that others than the dashboard may have. */
export const snippetPath = '/takehold.js'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

/** The files of a folder by their path in addresses: read once, so that no request can name any other file. */
export function readStaticFiles(folder: string): Map<string, StaticFile> {
  const files = new Map<string, StaticFile>()
  if (!existsSync(folder)) return files
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name)
    if (!statSync(path).isFile()) continue
    const address = `/${relative(folder, path).split(sep).join('/')}`
    files.set(address, readStaticFile(path, address))
  }
  return files
}

/** One file, as it is served at an address. */
export function readStaticFile(path: string, address: string): StaticFile {
  return staticFile(readFileSync(path), address)
}

/** The page that shows the API, from files of this machine only. */
export function readDocsFiles(): Map<string, StaticFile> {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  const files = new Map<string, StaticFile>()
  for (const name of ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png']) {
    files.set(`/docs/${name}`, staticFile(readFileSync(join(folder, name)), name))
  }
  files.set('/docs/start.js', staticFile(Buffer.from(docsScript), 'start.js'))
  files.set('/docs/', staticFile(Buffer.from(docsPage), 'index.html'))
  return files
}

/** Answers a file, or only that it has not changed. */
export function serveFile(file: StaticFile, request: Request): Response {
  const headers = {
    'Content-Type': file.type,
    ETag: file.etag,
    'Cache-Control': file.cache,
  }
  if (request.headers.get('if-none-match') === file.etag) return new Response(null, { status: 304, headers })
  return new Response(request.method === 'HEAD' ? null : file.body, { headers })
}

function staticFile(body: Buffer<ArrayBuffer>, address: string): StaticFile {
  return {
    body,
    type: types[extname(address)] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    cache: cacheOf(address),
  }
}

function cacheOf(address: string): string {
  // The build puts a hash of the content into these names.
  if (address.startsWith('/assets/')) return 'public, max-age=31536000, immutable'
  // A day is as long as a page may go without a mended script.
  return address === snippetPath ? 'public, max-age=86400, stale-while-revalidate=604800' : 'no-cache'
}

const docsScript = `window.ui = SwaggerUIBundle({ url: '../openapi.json', dom_id: '#docs', validatorUrl: null })\n`

const docsPage = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Takehold API</title>
<link rel="icon" href="favicon-32x32.png"><link rel="stylesheet" href="swagger-ui.css"></head>
<body><div id="docs"></div><script src="swagger-ui-bundle.js"></script><script src="start.js"></script></body>
</html>
`
