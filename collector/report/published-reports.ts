import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { CalendarDate } from '../../schema/calendar-date.ts'
import type { publishedReport, publishedReportWithBody } from '../../schema/routes/phase-reports.ts'
import type { phaseReport } from '../../schema/routes/phases.ts'
import type { Scope } from '../access/scope.ts'
import { Problem } from '../problem.ts'
import { insertRows } from '../store/insert-rows.ts'
import { formatInstant, parseStoredInstant } from '../store/instant.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'
import { lockPhases } from './phase-baseline.ts'
import { findPhase, makePhaseReport, prepareReport, type ReportDeps } from './phase-report.ts'

type Published = z.infer<typeof publishedReport>
type WithBody = z.infer<typeof publishedReportWithBody>

const versionsRow = z.object({ program_version: z.int(), roster_version: z.int() })

const versions = `
SELECT (SELECT version FROM current_version) AS program_version,
  (SELECT max(revision) FROM imports WHERE dataset IN ('roster', 'leave', 'holidays')) AS roster_version`

/** Publishes the report of a phase as everyone who sees phases may see it, and answers what was stored. */
export async function publishReport(
  deps: ReportDeps,
  scope: Scope,
  { phase, on: asked }: { phase: string; on: CalendarDate | undefined },
): Promise<WithBody> {
  const readers: Scope = { role: 'sponsor', personKey: null, actor: scope.actor }
  const { state, on } = await prepareReport(deps, readers, asked)
  const { facts } = await findPhase(deps, phase)
  await lockPhases(deps, facts.go_live <= on ? [facts] : [], { by: scope.actor, definition: state.definition })
  const [known] = await queryRows(deps.store.writer, versions, {}, versionsRow)
  if (!known) throw new Error('The versions of program and roster did not come.')
  const body = JSON.stringify(await makePhaseReport(deps, readers, { phase, on, state }))
  const report_id = randomBytes(8).toString('hex')
  await insertRows(deps.store.writer, 'phase_reports', [
    {
      ...{ report_id, phase, on_day: on, published_at: formatInstant(Date.now()), published_by: scope.actor },
      ...{ definition: state.definition, ...known, body, hash: createHash('sha256').update(body).digest('hex') },
    },
  ])
  return readReport(deps.store, phase, report_id)
}

const storedRow = z.object({
  report_id: z.string(),
  phase: z.string(),
  on: z.string(),
  published_at: z.string(),
  published_by: z.string(),
  definition: z.string(),
  program_version: z.int(),
  roster_version: z.int(),
  hash: z.string(),
})

const columns = `report_id, phase, toString(on_day) AS on, toString(published_at) AS published_at, published_by, definition,
  program_version, roster_version, hash`

/** Published reports of a phase, newest first. */
export async function listReports(store: Store, phase: string): Promise<Published[]> {
  const rows = await queryRows(
    store.writer,
    `SELECT ${columns} FROM phase_reports WHERE phase = {phase:String} ORDER BY phase_reports.published_at DESC, report_id`,
    { phase },
    storedRow,
  )
  return rows.map(describe)
}

/** One published report, with its body as it was written. */
export async function readReport(store: Store, phase: string, report: string): Promise<WithBody> {
  const [row] = await queryRows(
    store.writer,
    `SELECT ${columns}, body FROM phase_reports WHERE phase = {phase:String} AND report_id = {report:String}`,
    { phase, report },
    storedRow.extend({ body: z.string() }),
  )
  if (!row) throw new Problem(404, 'unknown_report', 'No such report', `Phase "${phase}" has no report ${report}.`)
  const { body, ...stored } = row
  // It was written by makePhaseReport, perhaps of an earlier version; it is answered as it is.
  return { ...describe(stored), report: JSON.parse(body) as z.infer<typeof phaseReport> }
}

function describe(row: z.infer<typeof storedRow>): Published {
  return { ...row, published_at: new Date(parseStoredInstant(row.published_at)).toISOString() }
}
