import type { PhaseActions } from '../../schema/routes/phase-report-parts.ts'
import { type Finding, finding, words } from './finding.ts'

/** "One agreed action is overdue", else how many are open, else that all are done; null when nothing was agreed. */
export function actionsFinding(rows: readonly Pick<PhaseActions['rows'][number], 'state'>[]): Finding | null {
  if (rows.length === 0) return null
  for (const state of ['overdue', 'open'] as const) {
    const count = rows.filter((row) => row.state === state).length
    if (count > 0) return finding(`actions.${state}`, { count, start: words(count) })
  }
  return finding('actions.done')
}
