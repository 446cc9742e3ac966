import { phaseReportRoute, phasesRoute } from '../../schema/routes/phases.ts'
import type { Audit } from '../access/audit.ts'
import type { Scope } from '../access/scope.ts'
import { Problem } from '../problem.ts'
import type { Api } from '../serve-route.ts'
import { readDataState } from './data-state.ts'
import { type Feed, type KeptKeys, readFeeds } from './feeds.ts'
import { runMeasure } from './gate.ts'
import { openPhaseFigures } from './phase-figures.ts'
import { describePhase, type PhaseFacts, readPhases } from './phases.ts'
import { dateFor } from './question.ts'
import type { GateDeps } from './reading.ts'

/** Phases against their targets, and the report of one. */
export function addPhaseRoutes(api: Api, deps: GateDeps & { audit: Audit; writeKeys: KeptKeys }): void {
  api.serve(phasesRoute, async ({ query, scope }) => {
    const { on, state } = await prepare(deps, scope, query.on)
    const phases = await readPhases(deps)
    await recordOwners(deps, scope, phases, on)
    const figures = openPhaseFigures(deps, scope, { phases, on })
    const view = { on, weekStart: state.weekStart }
    const rows = await Promise.all(phases.map((facts) => describePhase(figures, scope, facts, view)))
    return { on, complete_through: state.completeThrough, rows }
  })
  api.serve(phaseReportRoute, async ({ params, query, scope }) => {
    const { on, state } = await prepare(deps, scope, query.on)
    const phases = await readPhases(deps)
    const facts = phases.find((each) => each.phase === params.phase)
    if (!facts) throw new Problem(404, 'unknown_phase', 'No such phase', `The program has no phase "${params.phase}".`)
    await recordOwners(deps, scope, [facts], on)
    const earlier = phases.filter((each) => each.go_live < facts.go_live)
    const figures = openPhaseFigures(deps, scope, { phases: [facts, ...earlier], on })
    const curves = earlier.map(async ({ phase, name, go_live }) => ({
      phase,
      name,
      go_live,
      curve: await figures.curve(phase),
    }))
    const coverage = await runMeasure(deps, scope, { measure: 'coverage', on, filters: { phase: [facts.phase] } })
    return {
      on,
      complete_through: state.completeThrough,
      feeds: (await readFeeds(deps.store, deps.writeKeys, state)).map(describeFeed),
      definition: state.definition,
      phase: await describePhase(figures, scope, facts, { on, weekStart: state.weekStart, withBaseline: true }),
      curve: await figures.curve(facts.phase),
      earlier: await Promise.all(curves),
      departments: coverage.rows,
      movement: null,
    }
  })
}

function describeFeed({ source, lastEventMs, state }: Feed) {
  if (lastEventMs === null) return { source, last_event_at: null, age_s: null, state }
  const ageMs = Math.max(0, Date.now() - lastEventMs)
  return { source, last_event_at: new Date(lastEventMs).toISOString(), age_s: Math.floor(ageMs / 1000), state }
}

async function prepare(deps: GateDeps, scope: Scope, asked: string | undefined) {
  await deps.freshness.settle()
  const state = await readDataState(deps.store, deps.freshness.behindSince())
  return { state, on: dateFor(asked ?? state.lastCompleteDay, scope, state) }
}

// The owners are named, so this is a look at names like any other.
async function recordOwners(
  { audit }: { audit: Audit },
  scope: Scope,
  phases: PhaseFacts[],
  on: string,
): Promise<void> {
  const subjectKeys = phases.map((facts) => facts.owner_key).filter((key) => key !== '')
  if (scope.role !== 'admin' || subjectKeys.length === 0) return
  await audit.record(scope, {
    action: 'view_owners',
    subjectKeys,
    detail: { on, phases: phases.map(({ phase }) => phase) },
  })
}
