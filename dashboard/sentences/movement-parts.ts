import type { Movement } from './measure-answer.ts'

/** What can move adoption, in the order in which one is swapped after the other. */
export const movementCauses = ['definition', 'late_data', 'joiners_leavers', 'transfers', 'behaviour'] as const

/** What can move adoption. */
export type MovementCause = (typeof movementCauses)[number]

/** One part of the change, in tenths of a point. */
export interface MovedPart {
  cause: MovementCause
  tenths: number
}

/** The change of adoption as it is shown, in tenths of a point. */
export interface Moved {
  before: number
  now: number
  change: number
  parts: MovedPart[]
}

/**
 * The parts of a change rounded so that they sum to the difference of the two rates beside them, each by less than a
 * tenth; what moved nothing stays 0, and a part that is not shown is left out. Null without both rates.
 */
export function movedParts(row: Movement): Moved | null {
  if (row.rate === null || row.rate_published === null || row.change === null) return null
  const before = Math.round(row.rate_published * 1000)
  const now = Math.round(row.rate * 1000)
  const exact = movementCauses.flatMap((cause) => {
    const part = row[cause]
    return part === null ? [] : [{ cause, thousandths: part * 1000 }]
  })
  const floors = exact.map(({ cause, thousandths }) => ({ cause, tenths: Math.floor(thousandths) }))
  const missing = now - before - floors.reduce((sum, { tenths }) => sum + tenths, 0)
  const byRest = exact
    .map(({ cause, thousandths }) => ({ cause, rest: thousandths - Math.floor(thousandths) }))
    .toSorted((a, b) => b.rest - a.rest)
  const raised = new Set(byRest.slice(0, missing).map(({ cause }) => cause))
  const parts = floors.map(({ cause, tenths }) => ({ cause, tenths: tenths + (raised.has(cause) ? 1 : 0) }))
  return { before, now, change: now - before, parts }
}
