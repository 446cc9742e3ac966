import { setTimeout as delay } from 'node:timers/promises'
import type { Flusher } from '../ingest/flush/flusher.ts'
import type { Rollup } from '../rollup/open-rollup.ts'

/** How near the numbers are to what was acknowledged. */
export type Freshness = {
  /** Waits a moment for what is on its way, so that whoever sent an event finds it; never longer than two seconds. */
  settle(): Promise<void>
  /** Instant since which something acknowledged is not in the numbers yet, epoch milliseconds; null when all is. */
  behindSince(): number | null
}

const waitMsMax = 2_000

/** Puts together how far the way into the store and the derived tables have come. */
export function createFreshness(
  flusher: Pick<Flusher, 'settled' | 'status'>,
  rollup: Pick<Rollup, 'settled' | 'isPaced' | 'behindSince'>,
): Freshness {
  async function arrive(): Promise<void> {
    await flusher.settled()
    if (!rollup.isPaced()) await rollup.settled()
  }
  return {
    async settle() {
      // Under steady load, or with the store's door closed, a reader takes what there is and is told how far it reaches.
      if (rollup.isPaced() || flusher.status().lane !== 'running') return
      const timer = new AbortController()
      await Promise.race([arrive(), delay(waitMsMax, undefined, { signal: timer.signal }).catch(() => undefined)])
      timer.abort()
    },
    behindSince() {
      const since = [flusher.status().oldestWaitingAt, rollup.behindSince()].filter((at) => at !== null)
      return since.length === 0 ? null : Math.min(...since)
    },
  }
}
