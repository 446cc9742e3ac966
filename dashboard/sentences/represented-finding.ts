import { type Finding, finding } from './finding.ts'
import { type Represented, type Shown, shown } from './measure-answer.ts'

/** Steps of `represented`, each a subset of the one before. */
export const representedSteps = ['universe', 'in_crm', 'owned', 'complete', 'has_contact', 'touched'] as const

/** "588 of 1,240 target enterprises are truly represented"; null without a universe. */
export function representedFinding(row: Shown<Represented> | null): Finding | null {
  const total = shown(row)
  if (total?.universe == null || total.represented === null || total.universe === 0) return null
  if (total.represented === 0) return finding('represented.none', { count: total.universe })
  if (total.represented === total.universe) return finding('represented.all', { count: total.universe })
  return finding('represented.some', { represented: total.represented, count: total.universe })
}

/** "Largest loss: no owner who uses the CRM (229)"; the first of equals; null when no step loses anyone. */
export function largestLoss(row: Shown<Represented> | null): Finding | null {
  const losses = stepLosses(shown(row))
  const largest = losses.reduce<StepLoss | null>((a, b) => (a === null || b.lost > a.lost ? b : a), null)
  if (largest === null || largest.lost === 0) return null
  return finding('represented.largest_loss', { why: finding(`represented.loss.${largest.step}`), count: largest.lost })
}

interface StepLoss {
  step: (typeof representedSteps)[number]
  lost: number
}

// A step that is not tracked is left out; the next one builds on the one before it.
function stepLosses(row: Represented | null): StepLoss[] {
  if (row === null) return []
  const steps = representedSteps.flatMap((step) => {
    const accounts = row[step]
    return accounts === null ? [] : [{ step, accounts }]
  })
  return steps.slice(1).map(({ step, accounts }, index) => ({ step, lost: (steps[index]?.accounts ?? 0) - accounts }))
}
