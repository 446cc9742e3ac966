import type { Store } from '../store/open-store.ts'
import { type CountedKind, countDay, countedKinds, dropCounts } from './counted-days.ts'
import type { Pending } from './pending.ts'
import { newestGeneration, peopleMoved } from './people-moved.ts'
import { rebuildBase } from './rebuild-base.ts'
import { rebuildMonthsOf, rebuildMonthsWhole } from './rebuild-months.ts'
import { rebuildRecords } from './rebuild-records.ts'
import { addSnapshots, restateSnapshots } from './restate-snapshots.ts'

const firstDay = '1970-01-01'

/** Brings the derived tables up to date with some work; each step reads what the ones before it wrote. */
export async function derive(store: Store, work: Pending, nextGeneration: () => number): Promise<void> {
  const people = work.base ? await rebuildBaseOf(store, work, nextGeneration()) : [...work.people]
  if (work.everyone) await rebuildMonthsWhole(store, undefined, nextGeneration())
  else if (people.length > 0) await rebuildMonthsWhole(store, people, nextGeneration())
  const hasEvents = work.personMonths.size > 0
  const changedFrom =
    hasEvents && !work.everyone ? await rebuildMonthsOf(store, work.personMonths, nextGeneration()) : undefined
  if (work.flagMonths.size > 0 && !work.everyone) await rebuildMonthsOf(store, work.flagMonths, nextGeneration())
  const recordsFrom: string[] = []
  for (const importSeq of work.recordImports.has(0) ? [0] : work.recordImports) {
    recordsFrom.push(await rebuildRecords(store, importSeq, nextGeneration()))
  }
  const touchesPast = work.base || work.everyone || work.people.size > 0
  if (touchesPast || hasEvents) {
    const from = touchesPast ? undefined : changedFrom
    await restateSnapshots(store, { from, why: work.why ?? 'rebuild', generation: nextGeneration() })
  }
  // What counts records depends on the roster and the program too, and what counts accounts on what people touched.
  const [firstRecords] = touchesPast || work.recount ? [firstDay] : recordsFrom.sort()
  if (firstRecords !== undefined) await dropCounts(store, countedKinds, firstRecords, nextGeneration())
  if (changedFrom) await dropCounts(store, ['account_groups'], changedFrom, nextGeneration())
  if (work.days.size > 0) await addSnapshots(store, work.days, nextGeneration())
  for (const count of work.counts) {
    const [kind, day] = count.split(' ') as [CountedKind, string] // written by `ensureCounted` alone
    await countDay(store, kind, day, nextGeneration())
  }
}

/** Builds the base facts and answers whose months depend on what changed: of a roster that is loaded again few or none. */
async function rebuildBaseOf(store: Store, work: Pending, generation: number): Promise<string[]> {
  // A pass that failed is tried again with what it began on; what was derived then is not known.
  work.baseBefore ??= await newestGeneration(store)
  await rebuildBase(store, generation)
  if (work.everyone || work.people.size === 0) return []
  if (work.why === 'erasure') return [...work.people]
  return peopleMoved(store, work.baseBefore, generation)
}
