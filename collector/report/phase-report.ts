import type { z } from 'zod'
import type { CalendarDate } from '../../schema/calendar-date.ts'
import { movementRow } from '../../schema/measures/movement.ts'
import { type PhaseTraining, phaseTraining } from '../../schema/routes/phase-report-parts.ts'
import type { CurvePoint, phaseReport } from '../../schema/routes/phases.ts'
import type { Scope } from '../access/scope.ts'
import { Problem } from '../problem.ts'
import { type DataState, readDataState } from './data-state.ts'
import { type Feed, type KeptKeys, readFeeds } from './feeds.ts'
import { runMeasure } from './gate.ts'
import { readPhaseActions } from './phase-actions.ts'
import { lockWhatIsDue } from './phase-baseline.ts'
import { openPhaseFigures } from './phase-figures.ts'
import { readPhaseLocks } from './phase-locks.ts'
import { readPhaseQuality } from './phase-quality.ts'
import { describePhase, type PhaseFacts, readPhases } from './phases.ts'
import { dateFor } from './question.ts'
import type { GateDeps } from './reading.ts'

/** What a report is made of. */
export type ReportDeps = GateDeps & { writeKeys: KeptKeys }

/** The date a page about phases is answered for, and how far the data reaches. */
export async function prepareReport(
  deps: GateDeps,
  scope: Scope,
  asked: CalendarDate | undefined,
): Promise<{ state: DataState; on: CalendarDate }> {
  await deps.freshness.settle()
  const state = await readDataState(deps.store, deps.freshness.behindSince())
  return { state, on: dateFor(asked ?? state.lastCompleteDay, scope, state) }
}

/** A phase of the program, with the ones that went live before it. */
export async function findPhase(deps: GateDeps, phase: string): Promise<{ facts: PhaseFacts; earlier: PhaseFacts[] }> {
  const phases = await readPhases(deps)
  const facts = phases.find((each) => each.phase === phase)
  if (!facts) throw new Problem(404, 'unknown_phase', 'No such phase', `The program has no phase "${phase}".`)
  return { facts, earlier: phases.filter((each) => each.go_live < facts.go_live) }
}

/** The report of a phase as a viewer may see it. */
export async function makePhaseReport(
  deps: ReportDeps,
  scope: Scope,
  { phase, on, state }: { phase: string; on: CalendarDate; state: DataState },
): Promise<z.input<typeof phaseReport>> {
  const { facts, earlier } = await findPhase(deps, phase)
  await lockWhatIsDue(deps, [facts], state)
  const figures = openPhaseFigures(deps, scope, { phases: [facts, ...earlier], on })
  const curves = await Promise.all(
    earlier.map(async (each) => ({
      ...{ phase: each.phase, name: each.name, go_live: each.go_live },
      curve: await figures.curve(each.phase),
    })),
  )
  const curve = await figures.curve(phase)
  const [coverage, movement, quality, training, actions] = await Promise.all([
    runMeasure(deps, scope, { measure: 'coverage', on, filters: { phase: [phase] } }),
    movementSinceStart(deps, scope, { phase, on, curve }),
    readPhaseQuality(deps, scope, { phase, on }),
    readTraining(deps, scope, { phase, on }),
    readPhaseActions(deps.store, phase, on),
  ])
  const locks = await readPhaseLocks(deps.store)
  return {
    on,
    complete_through: state.completeThrough,
    feeds: (await readFeeds(deps.store, deps.writeKeys, state)).map(describeFeed),
    definition: state.definition,
    phase: await describePhase(figures, scope, facts, { on, weekStart: state.weekStart, withBaseline: true, locks }),
    curve,
    earlier: curves,
    ...mixtureOf([curve, ...curves.map((each) => each.curve)].flat()),
    departments: coverage.rows,
    ...{ movement, quality, training, actions },
  }
}

// While a long past is restated, its weeks may be judged by different rules.
function mixtureOf(points: readonly CurvePoint[]): { mixed_definitions?: string[] } {
  const versions = new Set(points.flatMap(({ definition }) => definition ?? []))
  return versions.size > 1 ? { mixed_definitions: [...versions].sort() } : {}
}

async function readTraining(
  deps: GateDeps,
  scope: Scope,
  { phase, on }: { phase: string; on: CalendarDate },
): Promise<PhaseTraining[]> {
  const { rows } = await runMeasure(deps, scope, { measure: 'training', on, by: 'none', filters: { phase: [phase] } })
  return rows.map((row) => phaseTraining.parse(row))
}

// Before the first week end with measured people there is no adoption that anything could have moved.
async function movementSinceStart(
  deps: GateDeps,
  scope: Scope,
  { phase, on, curve }: { phase: string; on: CalendarDate; curve: CurvePoint[] },
) {
  const from = curve.find(({ measured, partial }) => !partial && measured !== null && measured > 0)?.period
  if (from === undefined || from >= on) return null
  const { total } = await runMeasure(deps, scope, { measure: 'movement', from, on, filters: { phase: [phase] } })
  return total === null ? null : { from, ...movementRow.parse(total) }
}

function describeFeed({ source, lastEventMs, state }: Feed) {
  if (lastEventMs === null) return { source, last_event_at: null, age_s: null, state }
  const ageMs = Math.max(0, Date.now() - lastEventMs)
  return { source, last_event_at: new Date(lastEventMs).toISOString(), age_s: Math.floor(ageMs / 1000), state }
}
