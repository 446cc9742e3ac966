import { type Finding, finding, words } from './finding.ts'
import type { NamedCurve } from './phase-facts.ts'
import { points } from './points.ts'

/**
 * "At week 13 Wave 2 stands four points below Wave 1": the last complete week against the latest earlier phase that
 * has that week too. Null when there is none to compare with.
 */
export function curveFinding(phase: NamedCurve, earlier: readonly NamedCurve[]): Finding | null {
  const now = phase.curve.findLast(({ partial, rate }) => !partial && rate !== null)
  if (now?.rate == null) return null
  const latestFirst = [...earlier].sort((a, b) => b.go_live.localeCompare(a.go_live))
  for (const other of latestFirst) {
    const then = other.curve.find(({ week, partial, rate }) => week === now.week && !partial && rate !== null)
    if (then?.rate == null) continue
    const change = points(then.rate, now.rate)
    const values = { phase: phase.name, other: other.name, week: now.week }
    if (change === 0) return finding('curve.level', values)
    const by = { start_points: words(Math.abs(change)), count: Math.abs(change) }
    return finding(change > 0 ? 'curve.above' : 'curve.below', { ...values, ...by })
  }
  return null
}
