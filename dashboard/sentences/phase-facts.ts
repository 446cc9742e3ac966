/** A measure that a phase has a target for. */
export type TargetMeasure = 'adoption' | 'completeness' | 'represented'

/** What the sentences about a target are made from. */
export interface TargetFacts {
  measure: TargetMeasure
  target: number | null
  value: number | null
  numerator: number | null
  denominator: number | null
  gap: number | null
  state: 'met' | 'not_met' | 'on_track' | 'at_risk' | 'not_measurable'
  projection: { on: string; value: number; low: number; high: number } | null
}

/** What the sentences about a phase are made from; a row of `/api/phases` has it. */
export interface PhaseFacts {
  name: string
  go_live: string
  target_date: string | null
  live: boolean
  days_left: number | null
  targets: readonly TargetFacts[]
}

/** The targets that were set; a measure without one is no promise. */
export const setTargets = (phase: PhaseFacts): TargetFacts[] => phase.targets.filter(({ target }) => target !== null)
