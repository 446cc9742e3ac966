import { type Finding, finding } from './finding.ts'
import { type Shown, shown, type TimeToValue } from './measure-answer.ts'

/** "Half of the people are adopted within 24 workdays"; that fewer are so far; null without people. */
export function timeToValueFinding(row: Shown<TimeToValue> | null): Finding | null {
  const total = shown(row)
  if (total === null || total.people === 0) return null
  if (total.adopted_median !== null) return finding('time_to_value.adopted', { count: total.adopted_median })
  if (total.active_median !== null) return finding('time_to_value.active', { count: total.active_median })
  return finding('time_to_value.fewer')
}
