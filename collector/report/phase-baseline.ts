import type { CalendarDate } from '../../schema/calendar-date.ts'
import type { Scope } from '../access/scope.ts'
import { daysBetween, shiftDay } from './calendar.ts'
import type { DataState } from './data-state.ts'
import { openPhaseFigures } from './phase-figures.ts'
import { type Baseline, lockBaselines, readPhaseLocks } from './phase-locks.ts'
import type { PhaseFacts } from './phases.ts'
import type { GateDeps } from './reading.ts'

// Nobody's eyes: what is locked is the whole number, what of it may be shown is decided per viewer.
const everyone: Scope = { role: 'admin', personKey: null, actor: 'go-live' }
const measures = ['completeness', 'represented'] as const

// Where the data is brought in long after go-live, it may still be incomplete; then publishing a report locks.
const daysToLockAlone = 28

/** Locks the baselines of phases that went live lately. */
export async function lockWhatIsDue(deps: GateDeps, phases: readonly PhaseFacts[], state: DataState): Promise<void> {
  const due = phases.filter(({ go_live }) => {
    const days = daysBetween(go_live, state.today)
    return go_live <= state.lastCompleteDay && days >= 0 && days <= daysToLockAlone
  })
  await lockPhases(deps, due, { by: 'go-live', definition: state.definition })
}

/** Locks the baselines of phases as they are known now; what is locked stays. */
export async function lockPhases(
  deps: GateDeps,
  phases: readonly PhaseFacts[],
  author: { by: string; definition: string },
): Promise<void> {
  const live = phases.filter(({ go_live }) => go_live > '1971')
  if (live.length === 0) return
  const locks = await readPhaseLocks(deps.store)
  const found: Baseline[] = []
  for (const facts of live) {
    const on = shiftDay(facts.go_live, -1)
    for (const measure of measures) {
      if (locks(facts.phase, measure).baseline === null) found.push(...(await baselineOf(deps, facts, measure, on)))
    }
  }
  await lockBaselines(deps.store, found, author)
}

// Where nothing was there yet, there is nothing to lock.
async function baselineOf(
  deps: GateDeps,
  facts: PhaseFacts,
  measure: Baseline['measure'],
  on: CalendarDate,
): Promise<Baseline[]> {
  const fraction = await openPhaseFigures(deps, everyone, { phases: [facts], on }).fraction(measure, facts.phase, on)
  return fraction !== null && fraction.denominator > 0 ? [{ phase: facts.phase, measure, on, fraction }] : []
}
