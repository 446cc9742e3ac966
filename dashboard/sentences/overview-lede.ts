import { changePhrase } from './change-phrase.ts'
import { type Finding, finding, list } from './finding.ts'
import { type Adoption, type Shown, shown } from './measure-answer.ts'

/** The line under the Overview's headline: counts, change since the comparison, who is not measured and why. */
export function overviewLede(adoption: Shown<Adoption> | null, before: Shown<Adoption> | null): Finding[] {
  const total = shown(adoption)
  if (total === null || total.eligible === 0) return []
  const counts = total.measured === 0 ? [] : [countsSentence(total, shown(before))]
  return total.not_measured === 0 ? counts : [...counts, notMeasured(total)]
}

function countsSentence(total: Adoption, before: Adoption | null): Finding {
  const counts = { adopted: total.adopted, count: total.measured }
  const change = changePhrase(before?.rate, total.rate)
  return change === null
    ? finding('overview.counts', counts)
    : finding('overview.counts_and_change', { ...counts, change: change.said })
}

/** "12 people are not measured: 7 on leave, 5 too new." */
export function notMeasured(row: Adoption): Finding {
  const reasons = [
    ['on_leave', row.not_measured_on_leave],
    ['too_early', row.not_measured_too_early],
    ['too_few_workdays', row.not_measured_too_few_workdays],
  ] as const
  const said = reasons.filter(([, count]) => count > 0).map(([why, count]) => finding(`not_measured.${why}`, { count }))
  return finding('overview.not_measured', { count: row.not_measured, reasons: list(said) })
}
