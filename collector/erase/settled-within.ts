import { setTimeout as delay } from 'node:timers/promises'
import type { Flusher } from '../ingest/flush/flusher.ts'
import { Problem } from '../problem.ts'

const waitMsMax = 60_000

/** Waits until everything acknowledged so far is in the store; says so when it does not get there. */
export async function settledWithin(flusher: Pick<Flusher, 'settled'>, msMax = waitMsMax): Promise<void> {
  const timer = new AbortController()
  const late = delay(msMax, 'late' as const, { signal: timer.signal }).catch(() => undefined)
  const arrived = await Promise.race([flusher.settled(), late]).finally(() => timer.abort())
  if (arrived !== 'late') return
  const detail =
    'What was acknowledged does not reach the store. The page of the data sources says why. Try again then.'
  throw new Problem(503, 'store_behind', 'The store is behind', detail, { retry_after_s: 60 })
}
