import { performance } from 'node:perf_hooks'

/** Tells whether so much arrives that the main thread has no time left. */
export type FloodGauge = {
  /** Told the newest sequence that is on disk; answers what the last whole look saw. */
  look(sequence: number): boolean
  /** The same for who hears of no records; false when none came lately. */
  isFlooded(): boolean
}

const lookMs = 200
const lateMs = 500
const fullShare = 0.9
// A loop that is full of other work, a start or a report, is no flood; of small requests the disk is what they wait for.
const recordsPerSecondMin = 400
const smallRecordsPerSecondMin = 2_500

type Deps = {
  now?: () => number
  /** Milliseconds the loop of this thread has been active since it began. */
  activeMs?: () => number
}

type Seen = { at: number; active: number; sequence: number }

/** Looks at the time the loop was active and at the records that came, over a fifth of a second each. */
export function createFloodGauge({ now = () => performance.now(), activeMs = loopActiveMs }: Deps = {}): FloodGauge {
  let last: Seen | undefined
  let isFlooded = false
  return {
    look(sequence) {
      const at = now()
      if (last && at - last.at < lookMs) return isFlooded
      const seen = { at, active: activeMs(), sequence }
      isFlooded = last !== undefined && isFlood(last, seen)
      last = seen
      return isFlooded
    },
    isFlooded: () => isFlooded && last !== undefined && now() - last.at < lateMs,
  }
}

function isFlood(last: Seen, seen: Seen): boolean {
  const elapsedMs = seen.at - last.at
  const perSecond = ((seen.sequence - last.sequence) * 1000) / elapsedMs
  const isFull = seen.active - last.active >= elapsedMs * fullShare
  return perSecond >= (isFull ? recordsPerSecondMin : smallRecordsPerSecondMin)
}

function loopActiveMs(): number {
  return performance.eventLoopUtilization().active
}
