import { day, type Finding, finding, list } from './finding.ts'

/** A point of a series with the definition version it is judged by. */
export interface JudgedPoint {
  period: string
  definition?: string | undefined
}

/** "From the week to 15 Nov on other rules hold": where a series goes from one definition to another; null while it has one. */
export function rulesFinding(points: readonly JudgedPoint[]): Finding | null {
  const known = points.filter(({ definition }) => definition)
  const turns = known.filter((point, index) => index > 0 && point.definition !== known[index - 1]?.definition)
  if (turns.length === 0) return null
  const days = turns.map(({ period }) => finding('rules.day', { day: day(period) }))
  return finding('rules.changed', { count: turns.length, days: list(days) })
}
