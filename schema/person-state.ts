import { z } from 'zod'

/** States of a person on a date, in the order every chart and legend uses. Source: section 3 of the definitions. */
export const personStates = ['adopted', 'occasional', 'lapsed', 'never_started', 'not_measured'] as const

/** State of an eligible person. */
export const personState = z.enum(personStates)

/** State of an eligible person. */
export type PersonState = z.infer<typeof personState>

/** Detail of a state: of never_started, lapsed and not_measured in this order; empty for the others. */
export const stateDetail = z.enum([
  '',
  'never_signed_in',
  'signs_in_only',
  'was_adopted',
  'only_tried',
  'on_leave',
  'too_early',
  'too_few_workdays',
])

/** Detail of a state. */
export type StateDetail = z.infer<typeof stateDetail>
