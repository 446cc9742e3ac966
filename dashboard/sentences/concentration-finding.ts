import { type Finding, finding, percent } from './finding.ts'
import { type Concentration, type Shown, shown } from './measure-answer.ts'

/** "The busiest tenth of people does 31 % of the work"; null when too few are in it to show, or nobody did anything. */
export function concentrationFinding(row: Shown<Concentration> | null): Finding | null {
  const total = shown(row)
  return total?.top_share == null ? null : finding('concentration.top', { share: percent(total.top_share) })
}
