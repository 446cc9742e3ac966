import type { CalendarDate } from '../../schema/calendar-date.ts'
import type { PhaseTarget } from '../../schema/routes/phases.ts'
import { daysBetween } from './calendar.ts'
import { project, type SharePoint } from './projection.ts'

/** What is known about a target before it is judged; the target in whole ten-thousandths. */
export type TargetFacts = {
  measure: PhaseTarget['measure']
  target: number | null
  targetDate: CalendarDate | null
  on: CalendarDate
  /** Null where the group is too small to show, or nothing is there. */
  fraction: { numerator: number; denominator: number } | null
  /** Values at the last complete week ends, with the day as it is. */
  history: { day: CalendarDate; share: number }[]
  baseline: number | null
}

/** A target as it stands, whoever locked it. */
export type JudgedTarget = Omit<PhaseTarget, 'locked' | 'proposed' | 'baseline_locked'>

const unit = 10_000

/** Judges a target: exact in whole ten-thousandths, projected by a straight line. */
export function judgeTarget({
  measure,
  target,
  targetDate,
  on,
  fraction,
  history,
  baseline,
}: TargetFacts): JudgedTarget {
  const numerator = fraction?.numerator ?? null
  const denominator = fraction?.denominator ?? null
  const value = numerator === null || !denominator ? null : numerator / denominator
  const share = target === null ? null : target / unit
  const facts = { measure, target: share, value, numerator, denominator, baseline }
  if (target === null || !fraction || fraction.denominator === 0) {
    return { ...facts, gap: null, state: 'not_measurable', projection: null }
  }
  const isMet = fraction.numerator * unit >= target * fraction.denominator
  const gap = Math.max(0, Math.ceil((target * fraction.denominator) / unit) - fraction.numerator)
  const isOpen = targetDate !== null && targetDate > on
  const points: SharePoint[] = history.map(({ day, share: each }) => ({
    day: daysBetween('1970-01-01', day),
    share: each,
  }))
  const line = isOpen ? project(points, daysBetween('1970-01-01', targetDate)) : null
  return {
    ...facts,
    gap,
    state: stateOf(isMet, isOpen, targetDate, line, target),
    projection: line && isOpen ? { on: targetDate, ...line } : null,
  }
}

function stateOf(
  isMet: boolean,
  isOpen: boolean,
  targetDate: CalendarDate | null,
  line: { value: number } | null,
  target: number,
): PhaseTarget['state'] {
  if (isMet) return 'met'
  if (!isOpen) return targetDate === null ? 'at_risk' : 'not_met'
  // A line is a binary fraction: held against the target in the places that the target has.
  return line !== null && Math.round(line.value * unit) >= target ? 'on_track' : 'at_risk'
}
