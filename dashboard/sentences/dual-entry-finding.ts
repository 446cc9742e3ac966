import { type Finding, finding, percent } from './finding.ts'
import { type DualEntry, type Shown, shownRows } from './measure-answer.ts'
import { plainName } from './plain-name.ts'

/** Times the task was done anywhere but in the CRM. */
export const outside = ({ legacy, exports }: Pick<DualEntry, 'legacy' | 'exports'>): number => legacy + exports

/** "18 % of 'update opportunity' is done outside the CRM": the task with most such work; null when no task was done. */
export function dualEntryFinding(rows: readonly Shown<DualEntry>[]): Finding | null {
  const done = shownRows(rows).filter(({ actions }) => actions > 0)
  const [worst] = done.toSorted((a, b) => outside(b) - outside(a))
  if (worst === undefined) return null
  if (outside(worst) === 0) return finding('dual_entry.none')
  return finding('dual_entry.worst', {
    task: plainName(worst.task),
    share: percent(outside(worst) / worst.actions),
    count: outside(worst),
    all: worst.actions,
  })
}
