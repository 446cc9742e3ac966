import type { z } from 'zod'
import type { phaseReportRoute } from '../../schema/routes/phases.ts'

/** What the server answers about one phase. */
export type PhaseReport = z.infer<(typeof phaseReportRoute)['answer']>

/** The report as one page that needs nothing else, made for printing. */
export function formatReportHtml({
  on,
  complete_through,
  feeds,
  definition,
  phase,
  curve,
  departments,
}: PhaseReport): string {
  const through = complete_through === null ? 'no data yet' : `data up to ${complete_through}`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escapeHtml(phase.name)}, ${on}</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0 2rem }
th, td { text-align: right; padding: 0.3rem 0.6rem; border-bottom: 1px solid #ccc; font-variant-numeric: tabular-nums }
th:first-child, td:first-child { text-align: left }
tr { break-inside: avoid }
</style>
</head>
<body>
<h1>${escapeHtml(phase.name)}</h1>
<p>On ${on}; live since ${phase.go_live}${phase.target_date === null ? '' : `, targets due ${phase.target_date}`}; ${through}; definition ${definition.slice(0, 12)}.</p>
<p>${count(phase.adopted)} of ${count(phase.measured)} measured people have adopted; ${count(phase.eligible)} are eligible.</p>
<h2>Targets</h2>
${table(['Measure', 'Now', 'Target', 'Missing', 'State'], phase.targets.map(targetCells))}
<h2>Weeks since go-live</h2>
${table(['Week', 'To', 'Adopted', 'Measured', 'Rate'], curve.map(curveCells))}
<h2>Departments</h2>
${table(['Department', 'Adopted', 'Measured', 'Rate', 'Target'], departments.map(departmentCells))}
<h2>Data sources</h2>
${table(['Source', 'Newest event', 'Behind', 'State'], feeds.map(feedCells))}
</body>
</html>
`
}

const hidden = 'too few people to show'

function targetCells({ measure, value, target, gap, state }: PhaseReport['phase']['targets'][number]): string[] {
  return [measure, percent(value), percent(target), count(gap), state.replaceAll('_', ' ')]
}

function curveCells({
  week,
  period,
  partial,
  adopted,
  measured,
  rate,
  suppressed,
}: PhaseReport['curve'][number]): string[] {
  if (suppressed) return [String(week), period, hidden]
  return [String(week), partial ? `${period} (not over)` : period, count(adopted), count(measured), percent(rate)]
}

function departmentCells(row: PhaseReport['departments'][number]): string[] {
  const name = String(row.department ?? '') || '(none)'
  if (row.suppressed) return [name, hidden]
  return [name, count(row.adopted), count(row.measured), percent(row.rate), percent(row.target)]
}

function feedCells({ source, last_event_at, age_s, state }: PhaseReport['feeds'][number]): string[] {
  if (last_event_at === null || age_s === null) return [source, '–', '–', state]
  const hours = Math.floor(age_s / 3_600)
  return [source, last_event_at, hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`, state]
}

function table(head: string[], rows: string[][]): string {
  if (rows.length === 0) return '<p>Nothing yet.</p>'
  const line = (tag: 'th' | 'td', cells: string[]) =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`
  return `<table><thead>${line('th', head)}</thead><tbody>${rows.map((row) => line('td', row)).join('')}</tbody></table>`
}

function percent(value: unknown): string {
  return typeof value === 'number' ? `${(value * 100).toFixed(1)} %` : '–'
}

function count(value: unknown): string {
  return typeof value === 'number' ? String(value) : '–'
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
