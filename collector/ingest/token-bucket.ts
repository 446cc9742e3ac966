import { wireLimits } from '../../schema/wire/limits.ts'

/** How many messages a write key may send: steadily, and at once. */
export type Rate = { messagesPerSecond: number; burst: number }

/** Above what one process takes, so that it only bounds a sender in a loop that shares the server with others. */
export const defaultRate: Rate = { messagesPerSecond: 250_000, burst: 1_000_000 }

/** The rate of a key that has its own bound; a whole batch always fits. */
export function rateOf(messagesPerSecond: number): Rate {
  return { messagesPerSecond, burst: Math.max(wireLimits.batchMessagesMax, messagesPerSecond * 4) }
}

export type TokenBucket = {
  /** Takes `cost` messages; answers the whole seconds to wait when there are too few. */
  take(keyId: string, cost: number, rate?: Rate): number
}

/** One bucket for each write key. */
export function createTokenBucket(usual: Rate, now: () => number = Date.now): TokenBucket {
  const buckets = new Map<string, { level: number; at: number }>()
  return {
    take(keyId, cost, rate = usual) {
      const at = now()
      let bucket = buckets.get(keyId)
      if (!bucket) {
        bucket = { level: rate.burst, at }
        buckets.set(keyId, bucket)
      }
      const refilled = bucket.level + (Math.max(0, at - bucket.at) / 1000) * rate.messagesPerSecond
      bucket.level = Math.min(rate.burst, refilled)
      bucket.at = at
      // A batch larger than the burst would otherwise never get through.
      const price = Math.min(cost, rate.burst)
      if (bucket.level < price) return Math.max(1, Math.ceil((price - bucket.level) / rate.messagesPerSecond))
      bucket.level -= price
      return 0
    },
  }
}
