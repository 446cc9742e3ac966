import { z } from 'zod'
import { addFault, requiredCell, textCell } from './cell.ts'
import { requiredEndCell } from './date-cell.ts'

const columns = {
  person_id: requiredCell.describe('who is away'),
  from: requiredEndCell.describe('first day away'),
  to: requiredEndCell.describe('last day away, inclusive'),
  kind: textCell.describe('vacation, parental, sick ...; free text'),
}

/** Names of the columns of leave. */
export const leaveColumns = Object.keys(columns)

/** One leave of a person. */
export const leaveRow = z
  .object(columns)
  .transform((row, context) =>
    row.to < row.from ? addFault(context, 'ends_before_it_starts', 'to: lies before from') : row,
  )

/** One leave of a person. */
export type LeaveRow = z.infer<typeof leaveRow>
