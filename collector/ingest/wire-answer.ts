import type { IncomingMessage, ServerResponse } from 'node:http'

// Any page may send: the write key decides about origins, and no cookie is involved. Only the wire says so.
const corsHeaders = ['Access-Control-Allow-Origin', '*', 'Access-Control-Expose-Headers', 'Retry-After']
const jsonHeaders = [...corsHeaders, 'Content-Type', 'application/json', 'Cache-Control', 'no-store']
const preflightHeaders = [
  ...corsHeaders,
  'Access-Control-Allow-Methods',
  'GET, POST, OPTIONS',
  'Access-Control-Allow-Headers',
  // x-retry-count comes only with retries, so leaving it out would break just those.
  'authorization, content-type, content-encoding, x-retry-count, x-write-key, anonymousid, sentat',
  'Access-Control-Max-Age',
  '86400',
]
const lingerMsMax = 2_000
const lingerBytesMax = 4_194_304

/** Answers JSON; further headers come as name, value, name, value. */
export function answerJson(
  request: IncomingMessage,
  response: ServerResponse,
  { status, body, headers = [] }: { status: number; body: object; headers?: readonly string[] },
): void {
  // A text, not bytes: then Node sends head and body by one call.
  const text = JSON.stringify(body)
  const all = [...jsonHeaders, 'Content-Length', String(Buffer.byteLength(text)), ...headers]
  if (isWhole(request)) {
    response.writeHead(status, all).end(text)
    return
  }
  response.writeHead(status, [...all, 'Connection', 'close']).write(text)
  linger(request, response)
}

/** Answers a preflight; browsers keep it for a day. */
export function answerPreflight(response: ServerResponse): void {
  response.writeHead(204, preflightHeaders).end()
}

function isWhole({ complete, headers }: IncomingMessage): boolean {
  return complete || (headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0)
}

// A connection closed over bytes nobody read is reset, and the sender never sees the answer: what still comes is thrown
// away for a moment first.
function linger(request: IncomingMessage, response: ServerResponse): void {
  let bytes = 0
  const timer = setTimeout(close, lingerMsMax)
  function close(): void {
    clearTimeout(timer)
    response.end()
    request.destroy()
  }
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > lingerBytesMax) close()
  })
  request.on('end', close)
  request.on('close', close)
  request.on('error', close)
  request.resume()
}
