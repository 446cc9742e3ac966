/** The store cannot be reached right now; what was acknowledged is kept. Callers answer 503. */
export class StoreDown extends Error {
  override name = 'StoreDown'
}

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  // fetch and streams have codes of their own for a connection that ended too soon.
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ERR_STREAM_PREMATURE_CLOSE',
])

/** Runs one request to the store and turns a lost connection into StoreDown. */
export async function reachStore<Answer>(request: () => Promise<Answer>): Promise<Answer> {
  try {
    return await request()
  } catch (error) {
    if (isNetworkFailure(error)) throw new StoreDown('The store is restarting. Try again shortly.', { cause: error })
    throw error
  }
}

function isNetworkFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && typeof error.code === 'string' && networkCodes.has(error.code)) return true
  // The client's own time-out and Node's cut connection carry no code.
  return /^Timeout error|socket hang up|^aborted$|terminated/i.test(error.message)
}
