import { ClickHouseError } from '@clickhouse/client'

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
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
])

// What a server answers that was told to end, or that writes down why it dies: ABORTED and QUERY_WAS_CANCELLED.
const endingCodes = new Set(['236', '394'])

/** Runs one request to the store and turns a lost connection into StoreDown. */
export async function reachStore<Answer>(request: () => Promise<Answer>): Promise<Answer> {
  try {
    return await request()
  } catch (error) {
    throw orStoreDown(error)
  }
}

/** StoreDown when an error says that the store went away or is about to; else the error itself. */
export function orStoreDown(error: unknown): unknown {
  if (!isNetworkFailure(error) && !isEnding(error)) return error
  return new StoreDown('The store is restarting. Try again shortly.', { cause: error })
}

function isEnding(error: unknown): boolean {
  return error instanceof ClickHouseError && endingCodes.has(error.code) && /shut(ting)? ?down/i.test(error.message)
}

function isNetworkFailure(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof ClickHouseError) return false
  if ('code' in error && typeof error.code === 'string' && isNetworkCode(error.code)) return true
  // The client's own time-out and Node's cut connection carry no code; fetch has what broke it as the cause.
  return /^Timeout error|socket hang up|^aborted$|terminated/i.test(error.message) || isNetworkFailure(error.cause)
}

// Those of the HTTP parser, as of an answer that is cut within its head, are many.
function isNetworkCode(code: string): boolean {
  return networkCodes.has(code) || code.startsWith('HPE_')
}
