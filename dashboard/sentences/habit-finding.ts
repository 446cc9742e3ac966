import { type Finding, finding } from './finding.ts'
import { type Habit, type Shown, shown } from './measure-answer.ts'

/** "12 of 30 people use the CRM on six of ten workdays"; null when nobody is measured. */
export function habitFinding(row: Shown<Habit> | null): Finding | null {
  const total = shown(row)
  if (total === null || total.measured === 0) return null
  if (total.at_habit === total.measured) return finding('habit.all', { count: total.measured })
  return finding('habit.some', { at: total.at_habit, count: total.measured })
}
