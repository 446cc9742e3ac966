import type { Delivery } from '../../schema/routes/delivery.ts'
import type { Flusher, LaneState } from '../ingest/flush/flusher.ts'
import type { Spool } from '../ingest/spool/spool.ts'

type DeliveryDeps = {
  spool: Pick<Spool, 'status'>
  flusher: Pick<Flusher, 'status' | 'onState'>
  /** Events that wait, where somebody counts them. */
  waitingEvents?: () => number | null
  now?: () => number
}

/** Watches the way into the store and answers how it is; since when is what this watch has seen. */
export function watchDelivery({
  spool,
  flusher,
  waitingEvents = () => null,
  now = Date.now,
}: DeliveryDeps): () => Delivery {
  let seen: { lane: LaneState; since: number } = { lane: flusher.status().lane, since: now() }
  const look = (lane: LaneState) => {
    if (lane !== seen.lane) seen = { lane, since: now() }
  }
  flusher.onState(({ lane }) => look(lane))
  return () => {
    const { lane, reason, oldestWaitingAt } = flusher.status()
    const { waitingBytes, refusing } = spool.status()
    look(lane)
    return {
      waiting_events: waitingEvents(),
      waiting_bytes: waitingBytes,
      oldest_waiting_at: oldestWaitingAt === null ? null : new Date(oldestWaitingAt).toISOString(),
      lane,
      lane_since: new Date(seen.since).toISOString(),
      reason,
      refusing: refusing ?? null,
    }
  }
}
