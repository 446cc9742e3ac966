import type { Logger } from 'pino'
import type { Store } from '../store/open-store.ts'
import { findUnderived, markDerived } from './catch-up.ts'
import type { Change } from './change.ts'
import type { CountedKind } from './counted-days.ts'
import { derive } from './derive.ts'
import { createDeriveQueue, type DeriveQueue } from './derive-queue.ts'
import { createKnownDays } from './known-days.ts'
import { createDayLook, dayKey } from './look-for-days.ts'
import { addChange, changesFacts, emptyPending, fullPending, mergePending, type Pending } from './pending.ts'
import { noteShown } from './published-states.ts'
import { lacksSnapshots, presentDays } from './restate-snapshots.ts'
import { type Difference, verifyRollup } from './verify-rollup.ts'

/** The only writer of the derived tables. */
export type Rollup = {
  /** Announces a change whose rows are stored. */
  changed(change: Change): void
  /** Resolves when everything announced so far is in the derived tables; throws what kept it from getting there. */
  settled(): Promise<void>
  /** True under steady load: then a reader takes the numbers as they are. */
  isPaced(): boolean
  /** Instant since which stored facts wait to be derived, epoch milliseconds; null when none do. */
  behindSince(): number | null
  /** Makes the snapshots of days that have none, all of them at once, so that measures can read them. */
  ensureDays(days: readonly string[]): Promise<void>
  /** Counts days of which nothing was counted yet, or not since the facts behind it changed. */
  ensureCounted(kind: CountedKind, days: readonly string[]): Promise<void>
  /** Notes that somebody is told about complete days: what is told is kept when these days are restated. */
  shown(days: readonly string[]): Promise<void>
  /** Grows with every derivation: an answer is valid as long as it stays the same. */
  revision(): number
  rebuildAll(): Promise<void>
  /** Computes everything again beside the live tables and answers what differs. */
  verify(): Promise<Difference[]>
  close(): Promise<void>
}

/** `signal`: nobody waits any longer for what a killed process left behind. `isFlooded`: what may wait does for a moment. */
export type RollupDeps = {
  store: Store
  log: Logger
  signal?: AbortSignal | undefined
  isFlooded?: () => boolean
}

const periodCheckMs = 10 * 60_000

/** Opens the rollup: derives what a killed process left behind, then waits for changes. */
export async function openRollup({ store, log, signal, isFlooded }: RollupDeps): Promise<Rollup> {
  let generation = 0
  let revision = 0
  // Days on which nobody is eligible have a snapshot without rows.
  const emptyDays = new Set<string>()
  const shownDays = new Set<string>()
  const known = createKnownDays()
  const lookForDays = createDayLook(store, known)
  const nextGeneration = () => {
    generation = Math.max(generation + 1, Date.now())
    return generation
  }

  async function pass(work: Pending): Promise<void> {
    const beganMs = Date.now()
    if (changesFacts(work)) known.forget()
    await derive(store, work, nextGeneration)
    if (!changesFacts(work)) return
    revision += 1
    emptyDays.clear()
    shownDays.clear()
    known.forget()
    await markDerived(store, beganMs)
  }

  const queue = createDeriveQueue({ pass, first: await findUnderived(store), log, ...(isFlooded && { isFlooded }) })
  await unlessAborted(catchUp(store, queue), signal).catch(async (error: unknown) => {
    await queue.close()
    throw error
  })
  const stopLooking = lookForPeriods(store, queue, log)
  return {
    changed: (change) => queue.add((pending) => addChange(pending, change), { gather: change.kind === 'events' }),
    settled: queue.settled,
    isPaced: queue.isPaced,
    behindSince: queue.behindSince,
    async ensureDays(days) {
      const unsure = days.filter((day) => !emptyDays.has(day) && !known.has(dayKey('state_groups', day)))
      if (unsure.length === 0) return
      const present = await lookForDays('state_groups')
      const lacking = unsure.filter((day) => !present.has(day))
      if (lacking.length === 0) return
      queue.add(({ days: asked }) => {
        for (const day of lacking) asked.add(day)
      })
      await queue.settled()
      const made = await presentDays(store, lacking)
      for (const day of lacking) if (!made.has(day)) emptyDays.add(day)
    },
    async ensureCounted(kind, days) {
      const unsure = days.filter((day) => !known.has(dayKey(kind, day)))
      if (unsure.length === 0) return
      const note = known.look()
      const counted = await lookForDays(kind)
      const lacking = unsure.filter((day) => !counted.has(day))
      if (lacking.length === 0) return
      queue.add(({ counts }) => {
        for (const day of lacking) counts.add(dayKey(kind, day))
      })
      await queue.settled()
      note(lacking.map((day) => dayKey(kind, day)))
    },
    async shown(days) {
      const fresh = [...new Set(days)].filter((day) => !shownDays.has(day))
      await noteShown(store, fresh)
      for (const day of fresh) shownDays.add(day)
    },
    revision: () => revision,
    rebuildAll: () => rebuild(queue),
    async verify() {
      await queue.settled()
      return verifyRollup(store, nextGeneration())
    },
    async close() {
      stopLooking()
      await queue.close()
    },
  }
}

async function catchUp(store: Store, queue: DeriveQueue): Promise<void> {
  await queue.settled()
  if (await lacksSnapshots(store)) await rebuild(queue)
}

// A store that is away would be waited for as long as it takes, which is too long for who wants the end.
async function unlessAborted(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return work
  const aborted = new Promise<never>((_, reject) => {
    const end = () => reject(new Error('It was stopped while it started. Everything acknowledged is kept.'))
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })
  await Promise.race([work, aborted])
}

async function rebuild(queue: DeriveQueue): Promise<void> {
  queue.add((pending) => mergePending(pending, fullPending('rebuild')))
  await queue.settled()
}

// As days pass, new weeks and months begin that nothing else would make a snapshot of.
function lookForPeriods(store: Store, queue: DeriveQueue, log: Logger): () => void {
  const look = async () => {
    try {
      if (!(await lacksSnapshots(store))) return
      queue.add((pending) => mergePending(pending, { ...emptyPending(), base: true, why: 'rebuild' }))
    } catch (error) {
      log.warn({ err: error }, 'could not look for new periods; the next look is in ten minutes')
    }
  }
  const clock = setInterval(() => void look(), periodCheckMs).unref()
  return () => clearInterval(clock)
}
