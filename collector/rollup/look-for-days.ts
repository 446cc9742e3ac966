import type { Store } from '../store/open-store.ts'
import { type CountedKind, countedDays } from './counted-days.ts'
import type { KnownDays } from './known-days.ts'

/** Of what a day may be counted: the groups of its snapshot, or what questions have counted. */
export type DayKind = CountedKind | 'state_groups'

/** The days that are counted. One look finds all of them, so that it is needed once after each change and not for each day. */
export function createDayLook(store: Store, known: KnownDays): (kind: DayKind) => Promise<Set<string>> {
  const looks = new Map<string, Promise<Set<string>>>()
  const begin = async (kind: DayKind) => {
    const note = known.look()
    const found = await countedDays(store, kind)
    note([...found].map((day) => dayKey(kind, day)))
    return found
  }
  return (kind) => {
    const name = `${kind} ${known.changes()}`
    const running = looks.get(name)
    if (running !== undefined) return running
    const look = begin(kind).finally(() => looks.delete(name))
    looks.set(name, look)
    return look
  }
}

/** Name of a counted day among those that are known. */
export function dayKey(kind: DayKind, day: string): string {
  return `${kind} ${day}`
}
