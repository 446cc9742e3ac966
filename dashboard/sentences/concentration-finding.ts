import { type Finding, finding, percent } from './finding.ts'
import { type Concentration, type Shown, shown } from './measure-answer.ts'

// Of fewer people a tenth is one of them, and nobody is ranked.
const peopleMin = 10

/** "The busiest tenth of people does 31 % of the work"; null when too few are in it, or nobody did anything. */
export function concentrationFinding(row: Shown<Concentration> | null): Finding | null {
  const total = shown(row)
  if (total?.top_share == null || total.measured < peopleMin) return null
  return finding('concentration.top', { share: percent(total.top_share) })
}
