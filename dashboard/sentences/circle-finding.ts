import { type Finding, finding } from './finding.ts'
import { type CircleTotal, type Shown, shown } from './measure-answer.ts'

/** The links of the circle, in the order in which a reader follows it. */
export const circleLinks = [
  'adoption_then_completeness',
  'completeness_then_adoption',
  'taken_then_completeness',
  'completeness_then_taken',
] as const

/** One link: what goes before and what follows. */
export type CircleLink = CircleTotal[(typeof circleLinks)[number]]

/** What an interval says: together, against each other, or nothing that can be told; null without enough pairs. */
export function linkDirection({ low, high }: CircleLink): 'with' | 'against' | 'open' | null {
  if (low === null || high === null) return null
  return low > 0 ? 'with' : high < 0 ? 'against' : 'open'
}

/** "More use goes with better data a week later, and better data with more use"; null without enough pairs. */
export function circleFinding(row: Shown<CircleTotal> | null): Finding | null {
  const total = shown(row)
  if (total === null) return null
  const there = linkDirection(total.adoption_then_completeness)
  const back = linkDirection(total.completeness_then_adoption)
  if (there === null || back === null) return null
  if (there === 'with' && back === 'with') return finding('circle.both')
  if (there === 'with') return finding('circle.use_then_data')
  if (back === 'with') return finding('circle.data_then_use')
  if (there === 'against' || back === 'against') return finding('circle.against')
  return finding('circle.open')
}
