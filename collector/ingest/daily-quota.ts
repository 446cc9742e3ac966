import { setTimeout as delay } from 'node:timers/promises'

const dayMs = 86_400_000
const askAgainMs = 10_000
/** Nobody waits longer than this for the store. */
const recallMsMax = 1_000

/** How many events each feed has sent on this UTC day. */
export type DailyQuota = {
  /** Resolves when it is known, or cannot be found out soon, what the feed sent before this start; usually at once. */
  recall(source: string): Promise<void> | undefined
  /** Takes `cost` events of a feed; answers the whole seconds to midnight when the day's bound would be passed. */
  take(source: string, cost: number, eventsPerDay: number): number
  /** Counts what a key without a bound sends to a feed that another key has one for. */
  note(source: string, cost: number): void
  /** Gives back what was taken for a request that was not kept after all. */
  giveBack(source: string, cost: number): void
}

type Day = {
  day: number
  counted: number
  stored: number
  askedAt: number
  asking: Promise<void> | undefined
  isKnown: boolean
}

/**
 * Counts in memory, on top of what the store had when the feed was first seen. While the store does not answer, what
 * came since the start counts alone: a feed is never refused for what nobody can look up.
 */
export function createDailyQuota(
  acceptedToday: (source: string) => Promise<number>,
  now: () => number = Date.now,
): DailyQuota {
  const days = new Map<string, Day>()

  function today(source: string): Day {
    const day = Math.floor(now() / dayMs)
    let found = days.get(source)
    if (found?.day !== day) {
      // A day that begins while we run has nothing before it.
      found = { day, counted: 0, stored: 0, askedAt: 0, asking: undefined, isKnown: found !== undefined }
      days.set(source, found)
    }
    return found
  }

  async function askStore(source: string, day: Day): Promise<void> {
    day.askedAt = now()
    try {
      day.stored = await acceptedToday(source)
      day.isKnown = true
    } catch {
      // The store is down; it is asked again with a later request.
    }
    day.asking = undefined
  }

  return {
    recall(source) {
      const day = today(source)
      if (day.isKnown) return undefined
      if (day.asking === undefined && now() - day.askedAt >= askAgainMs) day.asking = askStore(source, day)
      return day.asking && Promise.race([day.asking, delay(recallMsMax, undefined, { ref: false })])
    },
    take(source, cost, eventsPerDay) {
      const day = today(source)
      if (day.stored + day.counted + cost > eventsPerDay) return Math.ceil((dayMs - (now() % dayMs)) / 1000)
      day.counted += cost
      return 0
    },
    note(source, cost) {
      if (days.has(source)) today(source).counted += cost
    },
    giveBack(source, cost) {
      if (!days.has(source)) return
      const day = today(source)
      day.counted = Math.max(0, day.counted - cost)
    },
  }
}
