import { type Finding, finding, tenths } from './finding.ts'
import { type Effort, type Shown, shown } from './measure-answer.ts'

/**
 * "Entering data takes a person 12.4 minutes of an active day": at least so much while some entries do not say how long they
 * took. Null when none does.
 */
export function effortFinding(row: Shown<Effort> | null): Finding | null {
  const total = shown(row)
  if (total === null || total.actions === 0 || total.minutes_per_day === null) return null
  const minutes = tenths(Math.round(total.minutes_per_day * 10))
  return finding(total.timed < total.actions ? 'effort.at_least' : 'effort.all', { minutes })
}
