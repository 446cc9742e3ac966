import { publishedReportRoute, publishedReportsRoute, publishReportRoute } from '../../schema/routes/phase-reports.ts'
import { phaseReportRoute, phasesRoute } from '../../schema/routes/phases.ts'
import type { Audit } from '../access/audit.ts'
import type { Scope } from '../access/scope.ts'
import type { Api } from '../serve-route.ts'
import { lockWhatIsDue } from './phase-baseline.ts'
import { openPhaseFigures } from './phase-figures.ts'
import { readPhaseLocks } from './phase-locks.ts'
import { findPhase, makePhaseReport, prepareReport, type ReportDeps } from './phase-report.ts'
import { describePhase, type PhaseFacts, readPhases } from './phases.ts'
import { listReports, publishReport, readReport } from './published-reports.ts'

/** Phases against their targets, the report of one, and what was published of it. */
export function addPhaseRoutes(api: Api, deps: ReportDeps & { audit: Audit }): void {
  api.serve(phasesRoute, async ({ query, scope }) => {
    const { on, state } = await prepareReport(deps, scope, query.on)
    const phases = await readPhases(deps)
    await recordOwners(deps, scope, phases, on)
    await lockWhatIsDue(deps, phases, state)
    const figures = openPhaseFigures(deps, scope, { phases, on })
    const view = { on, weekStart: state.weekStart, locks: await readPhaseLocks(deps.store) }
    const rows = await Promise.all(phases.map((facts) => describePhase(figures, scope, facts, view)))
    return { on, complete_through: state.completeThrough, rows }
  })
  api.serve(phaseReportRoute, async ({ params: { phase }, query, scope }) => {
    const { on, state } = await prepareReport(deps, scope, query.on)
    const { facts } = await findPhase(deps, phase)
    await recordOwners(deps, scope, [facts], on)
    return makePhaseReport(deps, scope, { phase, on, state })
  })
  api.serve(publishReportRoute, async ({ params: { phase }, body, scope }) => {
    const made = await publishReport(deps, scope, { phase, on: body?.on })
    const { report_id, on } = made
    await deps.audit.record(scope, { action: 'publish_report', subjectKeys: [], detail: { phase, report_id, on } })
    return made
  })
  api.serve(publishedReportsRoute, async ({ params: { phase } }) => ({ rows: await listReports(deps.store, phase) }))
  api.serve(publishedReportRoute, ({ params: { phase, report } }) => readReport(deps.store, phase, report))
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
