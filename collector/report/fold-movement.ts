import type { z } from 'zod'
import type { movementRow } from '../../schema/measures/movement.ts'

type MovementRow = z.infer<typeof movementRow>

/**
 * Puts a part that fewer people than the floor moved into behaviour: with the counts of both dates at hand it would say
 * what these few did. The parts still sum to the change.
 */
export function foldMovement(row: MovementRow, floor: number): MovementRow {
  const { joiners, leavers, transferred_in: came, transferred_out: went } = row
  const joining = isFew(joiners, floor) || isFew(leavers, floor)
  const moving = isFew(came, floor) || isFew(went, floor)
  const behaviour =
    row.behaviour === null
      ? null
      : row.behaviour + (joining ? (row.joiners_leavers ?? 0) : 0) + (moving ? (row.transfers ?? 0) : 0)
  return {
    ...row,
    behaviour,
    ...(joining ? { joiners_leavers: null, joiners: null, leavers: null } : {}),
    ...(moving ? { transfers: null, transferred_in: null, transferred_out: null } : {}),
  }
}

function isFew(people: number | null, floor: number): boolean {
  return people !== null && people > 0 && people < floor
}
