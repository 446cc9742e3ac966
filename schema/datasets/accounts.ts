import { z } from 'zod'
import { firstDay, openEnd } from '../calendar-date.ts'
import { addFault, requiredCell, textCell } from './cell.ts'
import { dateCell } from './date-cell.ts'

const tierCell = textCell.transform((text, context) => {
  const tier = text === '' ? 'B' : text.toUpperCase()
  return ['A', 'B', 'C'].includes(tier) ? tier : addFault(context, 'unknown_word', 'must be A, B or C')
})

const columns = {
  account_id: requiredCell.describe('enterprise of the target universe'),
  name: textCell.describe('its name'),
  tier: tierCell.describe('A, B or C; blank is B'),
  department: textCell.describe('department that should represent it'),
  valid_from: dateCell(firstDay).describe('first day in the universe; blank is the first day of time'),
  valid_to: dateCell(openEnd).describe('day after the last; blank is open'),
}

/** Names of the columns of accounts. */
export const accountsColumns = Object.keys(columns)

/** One account of the target universe in an interval. */
export const accountRow = z
  .object(columns)
  .transform((row, context) =>
    row.valid_to < row.valid_from
      ? addFault(context, 'ends_before_it_starts', 'valid_to: lies before valid_from')
      : row,
  )

/** One account of the target universe. */
export type AccountRow = z.infer<typeof accountRow>
