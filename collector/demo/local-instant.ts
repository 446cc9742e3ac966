import { tzOffset } from '@date-fns/tz'
import type { Day } from './demo-span.ts'

const minuteMs = 60_000

/** Answers the instant, in milliseconds, of a minute of a local day. */
export type LocalClock = (zone: string, day: Day, minute: number) => number

/** Makes a clock that looks each zone's offset up once a day; it serves hours that no change of the clocks falls into. */
export function createLocalClock(): LocalClock {
  const offsets = new Map<string, number>()
  return (zone, day, minute) => {
    const key = `${zone} ${day}`
    let offset = offsets.get(key)
    if (offset === undefined) {
      const noonMs = (day * 24 + 12) * 60 * minuteMs
      const near = tzOffset(zone, new Date(noonMs))
      offset = tzOffset(zone, new Date(noonMs - near * minuteMs))
      offsets.set(key, offset)
    }
    return (day * 24 * 60 + minute - offset) * minuteMs
  }
}
