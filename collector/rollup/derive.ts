import type { Store } from '../store/open-store.ts'
import { type CountedKind, countDay, countedKinds, dropCounts } from './counted-days.ts'
import type { Pending } from './pending.ts'
import { newestGeneration, peopleMoved, peopleRestated } from './people-moved.ts'
import { rebuildBase } from './rebuild-base.ts'
import { rebuildMonthsOf, rebuildMonthsWhole } from './rebuild-months.ts'
import { rebuildRecords } from './rebuild-records.ts'
import { addSnapshots, restateSnapshots } from './restate-snapshots.ts'

const firstDay = '1970-01-01'
// The end of the time that days are stored for: no day changes.
const never = '2149-06-06'

/** Brings the derived tables up to date with some work; each step reads what the ones before it wrote. */
export async function derive(store: Store, work: Pending, nextGeneration: () => number): Promise<void> {
  const base = work.base ? await rebuildBaseOf(store, work, nextGeneration()) : undefined
  const people = base?.moved ?? [...work.people]
  if (work.everyone) await rebuildMonthsWhole(store, undefined, nextGeneration())
  else if (people.length > 0) await rebuildMonthsWhole(store, people, nextGeneration())
  const hasEvents = work.personMonths.size > 0 && !work.everyone
  const events = hasEvents ? await rebuildMonthsOf(store, work.personMonths, nextGeneration()) : undefined
  if (work.flagMonths.size > 0 && !work.everyone) await rebuildMonthsOf(store, work.flagMonths, nextGeneration())
  const recordsFrom: string[] = []
  for (const importSeq of work.recordImports.has(0) ? [0] : work.recordImports) {
    recordsFrom.push(await rebuildRecords(store, importSeq, nextGeneration()))
  }
  const isWhole = work.everyone || work.rules
  const standing = [...people, ...(base?.restated ?? [])]
  const touchesPast = isWhole || standing.length > 0
  const restatement = { why: work.why ?? 'rebuild', generation: nextGeneration() }
  if (isWhole) await restateSnapshots(store, { from: undefined, ...restatement })
  else if (touchesPast) {
    const touched = new Set([...standing, ...(events?.people ?? [])])
    await restateSnapshots(store, { from: undefined, touched: [...touched], ...restatement })
  } else if (events)
    await restateSnapshots(store, { ...restatement, from: events.from, to: events.to, touched: events.people })
  else if (work.base) await restateSnapshots(store, { from: never, touched: [], ...restatement })
  // What counts records depends on the roster and the program too, and what counts accounts on what people touched.
  const [firstRecords] = touchesPast || work.recount ? [firstDay] : recordsFrom.sort()
  if (firstRecords !== undefined) await dropCounts(store, countedKinds, firstRecords, nextGeneration())
  if (events) await dropCounts(store, ['account_groups'], events.from, nextGeneration())
  if (work.days.size > 0) await addSnapshots(store, work.days, nextGeneration())
  for (const count of work.counts) {
    const [kind, day] = count.split(' ') as [CountedKind, string] // written by `ensureCounted` alone
    await countDay(store, kind, day, nextGeneration())
  }
}

/** Builds the base facts; answers whose months and whose states depend on what changed: of a roster that is loaded again few or none. */
async function rebuildBaseOf(store: Store, work: Pending, generation: number) {
  // A pass that failed is tried again with what it began on; what was derived then is not known.
  work.baseBefore ??= await newestGeneration(store)
  await rebuildBase(store, generation)
  if (work.everyone) return { moved: [], restated: [] }
  const restated = await peopleRestated(store, work.baseBefore, generation)
  if (work.people.size === 0) return { moved: [], restated }
  if (work.why === 'erasure') return { moved: [...work.people], restated }
  return { moved: await peopleMoved(store, work.baseBefore, generation), restated }
}
