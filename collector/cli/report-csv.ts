import { stringify } from 'csv-stringify/sync'
import type { PhaseReport } from './report-html.ts'

/** The report as one tidy table: which part, which item of it, which field, its value. */
export function formatReportCsv(report: PhaseReport): string {
  const { targets, ...phase } = report.phase
  const rows = [
    ...fields('phase', phase.phase, { ...phase, on: report.on, complete_through: report.complete_through }),
    ...fields('phase', phase.phase, {
      definition: report.definition,
      mixed: report.mixed_definitions?.join(' ') ?? '',
    }),
    ...targets.flatMap((target) => fields('target', target.measure, { ...target, ...spread(target.projection) })),
    ...report.curve.flatMap((point) => fields('curve', `week ${point.week}`, point)),
    ...report.earlier.flatMap(({ phase: id, curve }) =>
      curve.flatMap((point) => fields(`curve of ${id}`, `week ${point.week}`, point)),
    ),
    ...report.feeds.flatMap((feed) => fields('source', feed.source, feed)),
    ...report.departments.flatMap((row) => fields('department', String(row.department ?? ''), row)),
    ...(report.movement === null ? [] : fields('movement', `since ${report.movement.from}`, report.movement)),
    ...report.quality.flatMap((row) => fields('data quality', row.basis, row)),
    ...report.training.flatMap((row) => fields('training', row.course, row)),
    ...report.actions.rows.flatMap((row) =>
      fields('action', row.action, { ...row, review_on: report.actions.review_on }),
    ),
  ]
  return stringify(rows, { header: true, columns: ['part', 'item', 'field', 'value'] })
}

function spread(projection: PhaseReport['phase']['targets'][number]['projection']): Record<string, unknown> {
  if (projection === null) return {}
  const { on, value, low, high } = projection
  return { projected_on: on, projected: value, projected_low: low, projected_high: high }
}

function fields(part: string, item: string, row: Record<string, unknown>) {
  return Object.entries(row)
    .filter(([, value]) => typeof value !== 'object' || value === null)
    .map(([field, value]) => ({ part: safe(part), item: safe(item), field, value: safe(value) }))
}

// A spreadsheet takes text that begins like this for a formula; numbers stay numbers.
function safe(value: unknown): string {
  if (typeof value !== 'string') return value === null || value === undefined ? '' : String(value)
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
}
