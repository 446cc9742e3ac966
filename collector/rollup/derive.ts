import type { Store } from '../store/open-store.ts'
import type { Pending } from './pending.ts'
import { rebuildBase } from './rebuild-base.ts'
import { rebuildMonthsOf, rebuildMonthsWhole } from './rebuild-months.ts'
import { rebuildRecords } from './rebuild-records.ts'
import { addSnapshots, restateSnapshots } from './restate-snapshots.ts'

/** Brings the derived tables up to date with some work; each step reads what the ones before it wrote. */
export async function derive(store: Store, work: Pending, nextGeneration: () => number): Promise<void> {
  if (work.base) await rebuildBase(store, nextGeneration())
  if (work.everyone) await rebuildMonthsWhole(store, undefined, nextGeneration())
  else if (work.people.size > 0) await rebuildMonthsWhole(store, [...work.people], nextGeneration())
  const hasEvents = work.personMonths.size > 0
  const changedFrom =
    hasEvents && !work.everyone ? await rebuildMonthsOf(store, work.personMonths, nextGeneration()) : undefined
  if (work.flagMonths.size > 0 && !work.everyone) await rebuildMonthsOf(store, work.flagMonths, nextGeneration())
  for (const importSeq of work.recordImports.has(0) ? [0] : work.recordImports) {
    await rebuildRecords(store, importSeq, nextGeneration())
  }
  const touchesPast = work.base || work.everyone || work.people.size > 0
  if (touchesPast || hasEvents) {
    const from = touchesPast ? undefined : changedFrom
    await restateSnapshots(store, { from, why: work.why ?? 'rebuild', generation: nextGeneration() })
  }
  if (work.days.size > 0) await addSnapshots(store, work.days, nextGeneration())
}
