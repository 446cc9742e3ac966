import { z } from 'zod'
import { addFault, requiredCell, textCell } from './cell.ts'
import { requiredDateCell } from './date-cell.ts'
import { requiredDecimalCell } from './decimal-cell.ts'

const columns = {
  metric: requiredCell.describe('business metric: cost per sale, response time, satisfaction ...'),
  department: textCell.describe('department it is measured for; blank is the whole organisation'),
  period_end: requiredDateCell.describe('last day of the period the value is of'),
  value: requiredDecimalCell.describe('value, in the unit'),
  unit: textCell.describe('unit, as it is shown'),
  // A silent default would turn guardrails red, or keep them green, by accident.
  better: requiredCell
    .transform((text, context) => {
      const word = text.toLowerCase()
      return word === 'higher' || word === 'lower' ? word : addFault(context, 'unknown_word', 'must be higher or lower')
    })
    .describe('which way is better: higher or lower'),
}

/** Names of the columns of outcomes. */
export const outcomesColumns = Object.keys(columns)

/** One value of a business metric. */
export const outcomeRow = z.object(columns)

/** One value of a business metric. */
export type OutcomeRow = z.infer<typeof outcomeRow>
