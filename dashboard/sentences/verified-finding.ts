import { type Finding, finding, percent } from './finding.ts'
import { type Perfunctory, type Shown, shown, type Verified } from './measure-answer.ts'

/** Why an action looks as if it was done for the count. */
export const flags = ['burst', 'copied', 'backdated', 'placeholder_only', 'reverted'] as const

/** "Without perfunctory entries 57 % are adopted instead of 63 %: 12 people fewer"; null when nobody is adopted. */
export function verifiedFinding(row: Shown<Verified> | null): Finding | null {
  const total = shown(row)
  if (total?.rate == null || total.verified_rate === null || total.adopted === 0) return null
  if (total.gap_people <= 0) return finding('verified.holds', { count: total.adopted })
  const now = percent(total.verified_rate)
  return finding('verified.fewer', { count: total.gap_people, now, instead: percent(total.rate) })
}

/** "212 of 14,204 value actions are flagged: 120 copied notes and 92 in bursts."; null when nothing was done. */
export function perfunctoryRemark(row: Shown<Perfunctory> | null): Finding | null {
  const total = shown(row)
  if (total === null || total.value_actions === 0) return null
  if (total.flagged === 0) return finding('perfunctory.none', { count: total.value_actions })
  return finding('perfunctory.some', { count: total.flagged, all: total.value_actions })
}
