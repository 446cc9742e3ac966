import { z } from 'zod'
import type { WireFacts } from '../ingest/wire-facts.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'

/** When the newest event of each source was received. */
export type SourceClock = {
  /** Told of every request of the wire that was answered. */
  answered(facts: WireFacts): void
  /** Reads what was received before this start. */
  recall(store: Store): Promise<void>
  /** Seconds since then, by source. */
  lagS(): ReadonlyMap<string, number>
}

const newest = `SELECT source, toUnixTimestamp64Milli(max(received_at)) AS at FROM events WHERE import_seq = 0 GROUP BY source`
const newestRow = z.object({ source: z.string(), at: z.coerce.number() })

/** Makes the clock; it knows the feeds of the wire, as files come when somebody brings them. */
export function createSourceClock(now: () => number = Date.now): SourceClock {
  const receivedAt = new Map<string, number>()
  const note = (source: string, at: number) => {
    if (at > (receivedAt.get(source) ?? 0)) receivedAt.set(source, at)
  }
  return {
    answered({ status, source, events }) {
      if (status === 200 && events > 0) note(source, now())
    },
    async recall(store) {
      for (const { source, at } of await queryRows(store.writer, newest, {}, newestRow)) note(source, at)
    },
    lagS: () => new Map(Array.from(receivedAt, ([source, at]) => [source, Math.max(0, now() - at) / 1000])),
  }
}
