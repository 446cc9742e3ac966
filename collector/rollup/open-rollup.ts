import type { Logger } from 'pino'
import type { Store } from '../store/open-store.ts'
import { StoreDown } from '../store/store-down.ts'
import { findUnderived, markDerived } from './catch-up.ts'
import type { Change } from './change.ts'
import { derive } from './derive.ts'
import { addChange, changesFacts, emptyPending, fullPending, isEmpty, mergePending } from './pending.ts'
import { lacksSnapshots, presentDays } from './restate-snapshots.ts'
import { type Difference, verifyRollup } from './verify-rollup.ts'

/** The only writer of the derived tables. */
export type Rollup = {
  /** Announces a change whose rows are stored. */
  changed(change: Change): void
  /** Resolves when everything announced so far is in the derived tables; throws what kept it from getting there. */
  settled(): Promise<void>
  /** Makes the snapshots of days that have none, all of them at once, so that measures can read them. */
  ensureDays(days: readonly string[]): Promise<void>
  /** Grows with every derivation: an answer is valid as long as it stays the same. */
  revision(): number
  rebuildAll(): Promise<void>
  /** Computes everything again beside the live tables and answers what differs. */
  verify(): Promise<Difference[]>
  close(): Promise<void>
}

type Waiter = { resolve: () => void; reject: (error: unknown) => void }

const retryMs = 500
// Live events gather this long before they are derived, unless somebody waits for the numbers.
const gatherMs = 1000
const periodCheckMs = 10 * 60_000

/** Opens the rollup: derives what a killed process left behind, then waits for changes. */
export async function openRollup({ store, log }: { store: Store; log: Logger }): Promise<Rollup> {
  let pending = await findUnderived(store)
  let running: Promise<void> | undefined
  let waiters: Waiter[] = []
  let generation = 0
  let revision = 0
  let closed = false
  let hasFailed = false
  // Days on which nobody is eligible have a snapshot without rows.
  const emptyDays = new Set<string>()

  const nextGeneration = () => {
    generation = Math.max(generation + 1, Date.now())
    return generation
  }

  let gathering: NodeJS.Timeout | undefined
  function gather(): void {
    gathering ??= setTimeout(() => void wake(), gatherMs).unref()
  }

  // One pass at a time: what is announced meanwhile waits for the next.
  async function drain(): Promise<void> {
    hasFailed = false
    while (!isEmpty(pending) && !closed && (waiters.length > 0 || gathering === undefined)) {
      const work = pending
      const reached = waiters
      const beganMs = Date.now()
      pending = emptyPending()
      waiters = []
      try {
        await derive(store, work, nextGeneration)
        if (changesFacts(work)) {
          revision += 1
          emptyDays.clear()
          await markDerived(store, beganMs)
        }
        for (const waiter of reached) waiter.resolve()
      } catch (error) {
        mergePending(pending, work)
        if (error instanceof StoreDown && !closed) {
          waiters.push(...reached)
          await new Promise((resolve) => setTimeout(resolve, retryMs))
          continue
        }
        log.error({ err: error }, 'derived tables are behind; the facts are stored and the next change tries again')
        for (const waiter of [...reached, ...waiters]) waiter.reject(error)
        waiters = []
        hasFailed = true
        return
      }
    }
    for (const waiter of waiters) waiter.resolve()
    waiters = []
  }

  function wake(): Promise<void> {
    clearTimeout(gathering)
    gathering = undefined
    running ??= drain().finally(() => {
      running = undefined
      // What was announced while the pass was ending waits for nobody else.
      if (waiters.length > 0 || (!isEmpty(pending) && !hasFailed && gathering === undefined)) void wake()
    })
    return running
  }

  function settled(): Promise<void> {
    if (isEmpty(pending) && running === undefined) return Promise.resolve()
    return new Promise((resolve, reject) => {
      waiters.push({ resolve, reject })
      void wake()
    })
  }

  const clock = setInterval(() => void addNewPeriods(), periodCheckMs)
  clock.unref()
  async function addNewPeriods(): Promise<void> {
    try {
      if (!(await lacksSnapshots(store))) return
      mergePending(pending, { ...emptyPending(), base: true, why: 'rebuild' })
      await wake()
    } catch (error) {
      log.warn({ err: error }, 'could not look for new periods; the next look is in ten minutes')
    }
  }

  if (isEmpty(pending) && (await lacksSnapshots(store))) mergePending(pending, fullPending('rebuild'))
  await settled()
  return {
    changed(change) {
      addChange(pending, change)
      if (change.kind === 'events') gather()
      else void wake()
    },
    settled,
    async ensureDays(days) {
      const unsure = days.filter((day) => !emptyDays.has(day))
      const present = await presentDays(store, unsure)
      const lacking = unsure.filter((day) => !present.has(day))
      if (lacking.length === 0) return
      for (const day of lacking) pending.days.add(day)
      await settled()
      const made = await presentDays(store, lacking)
      for (const day of lacking) if (!made.has(day)) emptyDays.add(day)
    },
    revision: () => revision,
    async rebuildAll() {
      mergePending(pending, fullPending('rebuild'))
      await settled()
    },
    async verify() {
      await settled()
      return verifyRollup(store, nextGeneration())
    },
    async close() {
      clearInterval(clock)
      clearTimeout(gathering)
      if (!isEmpty(pending)) await settled().catch(() => undefined)
      closed = true
      await running
    },
  }
}
