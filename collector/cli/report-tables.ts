import { count, hidden, percent, table } from './html-table.ts'
import type { PhaseReport } from './report-html.ts'

/** The curve of the phase by weeks, with the earlier phases at the same week, and its definition where there are several. */
export function curveTable({ curve, earlier, mixed_definitions }: PhaseReport): string {
  const rates = earlier.map((phase) => new Map(phase.curve.map((point) => [point.week, point.rate])))
  const isMixed = mixed_definitions !== undefined
  const rows = curve.map((point) => [
    ...curveCells(point),
    ...rates.map((byWeek) => percent(byWeek.get(point.week))),
    ...(isMixed ? [(point.definition ?? '').slice(0, 12)] : []),
  ])
  const head = ['Week', 'To', 'Adopted', 'Measured', 'Rate', ...earlier.map(({ name }) => name)]
  return table(isMixed ? [...head, 'Definition'] : head, rows)
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
  if (suppressed) return [String(week), period, hidden, '', '']
  return [String(week), partial ? `${period} (not over)` : period, count(adopted), count(measured), percent(rate)]
}

/** Cells of a target. */
export function targetCells(target: PhaseReport['phase']['targets'][number]): string[] {
  const { measure, baseline, value, gap, state, projection } = target
  const expected =
    projection === null
      ? '–'
      : `${percent(projection.value)} (${percent(projection.low)} to ${percent(projection.high)})`
  return [
    measure,
    percent(baseline),
    percent(value),
    percent(target.target),
    count(gap),
    state.replaceAll('_', ' '),
    expected,
  ]
}

/** Cells of a department. */
export function departmentCells(row: PhaseReport['departments'][number]): string[] {
  const name = String(row.department ?? '') || '(none)'
  if (row.suppressed) return [name, hidden]
  return [name, count(row.adopted), count(row.measured), percent(row.rate), percent(row.target)]
}

/** Cells of a feed. */
export function feedCells({ source, last_event_at, age_s, state }: PhaseReport['feeds'][number]): string[] {
  if (last_event_at === null || age_s === null) return [source, '–', '–', state]
  const hours = Math.floor(age_s / 3_600)
  return [source, last_event_at, hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`, state]
}
