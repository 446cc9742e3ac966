/** Why numbers of the past were restated. */
export const restatementReasons = [
  'late_data',
  'roster',
  'leave',
  'holidays',
  'program',
  'undo',
  'erasure',
  'rebuild',
] as const

/** Why numbers of the past were restated. */
export type RestatementReason = (typeof restatementReasons)[number]
