/** How many messages a write key may send: steadily, and at once. */
export type Rate = { messagesPerSecond: number; burst: number }

/** Far above what a whole company clicks; a loop in a sender still meets it. */
export const defaultRate: Rate = { messagesPerSecond: 5_000, burst: 50_000 }

export type TokenBucket = {
  /** Takes `cost` messages; answers the whole seconds to wait when there are too few. */
  take(keyId: string, cost: number): number
}

/** One bucket for each write key. */
export function createTokenBucket(rate: Rate, now: () => number = Date.now): TokenBucket {
  const buckets = new Map<string, { level: number; at: number }>()
  return {
    take(keyId, cost) {
      const at = now()
      const bucket = buckets.get(keyId) ?? { level: rate.burst, at }
      const refilled = bucket.level + (Math.max(0, at - bucket.at) / 1000) * rate.messagesPerSecond
      const level = Math.min(rate.burst, refilled)
      // A batch larger than the burst would otherwise never get through.
      const price = Math.min(cost, rate.burst)
      buckets.set(keyId, { level: level >= price ? level - price : level, at })
      return level >= price ? 0 : Math.max(1, Math.ceil((price - level) / rate.messagesPerSecond))
    },
  }
}
