import type { z } from 'zod'
import type { phaseReportRoute } from '../../schema/routes/phases.ts'
import { count, escapeHtml, table } from './html-table.ts'
import { actionCells, movementCells, qualityCells, trainingCells } from './report-causes.ts'
import { curveTable, departmentCells, feedCells, targetCells } from './report-tables.ts'

/** What the server answers about one phase. */
export type PhaseReport = z.infer<(typeof phaseReportRoute)['answer']>

/** The report as one page that needs nothing else, made for printing. */
export function formatReportHtml(report: PhaseReport): string {
  const { on, phase, departments, feeds, movement, quality, training, actions } = report
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
<p>${factsOf(report)}</p>
<p>${count(phase.adopted)} of ${count(phase.measured)} measured people have adopted; ${count(phase.eligible)} are eligible.</p>
<h2>Targets</h2>
${table(['Measure', 'Baseline', 'Now', 'Target', 'Missing', 'State', 'Expected at the target date'], phase.targets.map(targetCells))}
<h2>Weeks since go-live</h2>
${mixtureOf(report)}${curveTable(report)}
<h2>What moved adoption${movement === null ? '' : ` since ${movement.from}`}</h2>
${table(['Part', 'Change in points'], movement === null ? [] : movementCells(movement))}
<h2>Departments</h2>
${table(['Department', 'Adopted', 'Measured', 'Rate', 'Target'], departments.map(departmentCells))}
<h2>Records that its people own</h2>
${table(['Of', 'Complete', 'Records', 'Rate', 'Mean score'], quality.map(qualityCells))}
<h2>Training</h2>
<p>Adoption at the end of the fourth week after a course, beside people not yet trained: an association, no proof of an effect.</p>
${table(['Course', 'Reached', 'Adopted after 4 weeks', 'Not yet trained', 'Trained 3 weeks ago, not adopted'], training.map(trainingCells))}
<h2>Actions carried over${actions.review_on === null ? '' : ` from the review of ${actions.review_on}`}</h2>
${table(['Action', 'By', 'Agreed on', 'Due', 'State'], actions.rows.map(actionCells))}
<h2>Data sources</h2>
${table(['Source', 'Newest event', 'Behind', 'State'], feeds.map(feedCells))}
</body>
</html>
`
}

function factsOf({ on, complete_through, definition, phase }: PhaseReport): string {
  const due = phase.target_date === null ? '' : `, targets due ${phase.target_date}`
  const through = complete_through === null ? 'no data yet' : `data up to ${complete_through}`
  return `On ${on}; live since ${phase.go_live}${due}; ${through}; definition ${definition.slice(0, 12)}.`
}

function mixtureOf({ mixed_definitions }: PhaseReport): string {
  if (mixed_definitions === undefined) return ''
  const versions = mixed_definitions.map((version) => version.slice(0, 12)).join(', ')
  return `<p>These weeks are judged by ${mixed_definitions.length} definitions (${escapeHtml(versions)}); a step between them may be the rules, not the people.</p>\n`
}
