import type { z } from 'zod'
import type { CurvePoint, PhaseTarget, phaseRow } from '../../schema/routes/phases.ts'

/** What the sentences about a target are made from. */
export type TargetFacts = Omit<PhaseTarget, 'baseline' | 'locked' | 'proposed' | 'baseline_locked'>

/** What the sentences about a phase are made from. */
export type PhaseFacts = Pick<z.infer<typeof phaseRow>, 'name' | 'go_live' | 'target_date' | 'live' | 'days_left'> & {
  targets: readonly TargetFacts[]
}

/** A week of a phase's curve. */
export type CurveWeek = Pick<CurvePoint, 'week' | 'partial' | 'rate'>

/** A phase with its curve. */
export interface NamedCurve {
  name: string
  go_live: string
  curve: readonly CurveWeek[]
}

/** The targets that were set; a measure without one is no promise. */
export const setTargets = (phase: PhaseFacts): TargetFacts[] => phase.targets.filter(({ target }) => target !== null)
