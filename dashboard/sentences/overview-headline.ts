import { type Finding, finding, list, percent, words } from './finding.ts'
import { inTen } from './in-ten.ts'
import {
  type Adoption,
  type CoverageTotal,
  type DepartmentCoverage,
  type Shown,
  shown,
  shownRows,
} from './measure-answer.ts'

/** What the headline of the Overview is made from. */
export interface OverviewAnswers {
  adoption: Shown<Adoption> | null
  coverage: { rows: readonly Shown<DepartmentCoverage>[]; total: Shown<CoverageTotal> | null } | null
}

/** "Six in ten people have taken the CRM up. Field service holds the rest back." */
export function overviewHeadline({ adoption, coverage }: OverviewAnswers): Finding[] {
  const total = shown(adoption)
  if (total === null) return [finding('overview.not_shown')]
  if (total.eligible === 0) return [finding('overview.nobody_eligible')]
  if (total.measured === 0) return [finding('overview.nobody_measured')]
  const first = inTen(total.adopted, total.measured)
  const second = total.adopted === 0 ? null : whatHoldsBack(total, coverage)
  return second === null ? [first] : [first, second]
}

function whatHoldsBack(total: Adoption, coverage: OverviewAnswers['coverage']): Finding | null {
  const judged = shownRows(coverage?.rows ?? []).filter((row) => row.measurable)
  const short = judged.filter((row) => (row.people_gap ?? 0) > 0)
  const all = shown(coverage?.total)
  const metBy = total.target !== null && total.people_gap === 0 ? total.target : null
  if (metBy !== null) return targetMet(metBy, short.length)
  if (all === null || all.measurable < 2) return shortOfTarget(total)
  if (all.at_target === all.measurable) return finding('overview.every_department_at_target')
  const main = all.people_gap === null ? null : whoHoldsBack(short, all.people_gap)
  if (main !== null && standsBehind(judged, main))
    return finding('overview.holds_back', { count: main.length, names: list(main) })
  return finding('overview.departments_short', {
    start: words(all.measurable - all.at_target),
    of: words(all.measurable),
    count: all.measurable - all.at_target,
  })
}

const targetMet = (target: number, short: number) =>
  short === 0
    ? finding('overview.target_met', { target: percent(target) })
    : finding('overview.target_met_but', { target: percent(target), count: short, short: words(short) })

const shortOfTarget = ({ people_gap, target }: Adoption) =>
  people_gap === null || target === null
    ? null
    : finding('overview.people_to_go', { count: people_gap, target: percent(target) })

/**
 * One department holds the rest back when more than half of the missing people are in it, two when more than two
 * thirds are in both; otherwise the gap is spread and nobody is named.
 */
function whoHoldsBack(short: readonly DepartmentCoverage[], gap: number): string[] | null {
  const [first, second] = [...short].sort((a, b) => (b.people_gap ?? 0) - (a.people_gap ?? 0))
  if (first?.people_gap == null) return null
  if (2 * first.people_gap > gap) return [first.department]
  if (second?.people_gap == null) return null
  return 3 * (first.people_gap + second.people_gap) > 2 * gap ? [first.department, second.department] : null
}

// A higher target alone is no reason to be named: whoever holds the rest back has taken the CRM up less than all others.
function standsBehind(judged: readonly DepartmentCoverage[], named: string[]): boolean {
  const rates = (isNamed: boolean) =>
    judged.filter((row) => named.includes(row.department) === isNamed).map((row) => row.rate ?? 0)
  return Math.max(...rates(true)) < Math.min(...rates(false))
}
