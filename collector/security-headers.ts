import { snippetPath } from './static.ts'

const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const everywhere: [string, string][] = [
  ['Content-Security-Policy', policy],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
  ['Referrer-Policy', 'no-referrer'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Permissions-Policy', 'camera=(), geolocation=(), microphone=()'],
]

// Pages of other origins load it, also with an integrity hash, which needs CORS.
const forOthers: [string, string][] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Access-Control-Allow-Origin', '*'],
  ['Cross-Origin-Resource-Policy', 'cross-origin'],
]

/** Headers of every answer; what the API says is for one viewer and kept by nobody. */
export function securityHeaders(path: string): [string, string][] {
  if (path === snippetPath) return forOthers
  const isFile = !/^\/(api|sign-in|openapi\.json|metrics|readyz|healthz)/.test(path)
  return isFile ? everywhere : [...everywhere, ['Cache-Control', 'no-store']]
}
