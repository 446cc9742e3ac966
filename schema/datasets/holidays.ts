import { z } from 'zod'
import { requiredCell, textCell } from './cell.ts'
import { requiredDateCell } from './date-cell.ts'

const columns = {
  calendar: requiredCell.describe('calendar that roster rows name'),
  date: requiredDateCell.describe('day off'),
  name: textCell.describe('name of the day'),
}

/** Names of the columns of holidays. */
export const holidaysColumns = Object.keys(columns)

/** One day off of a calendar. */
export const holidayRow = z.object(columns)

/** One day off of a calendar. */
export type HolidayRow = z.infer<typeof holidayRow>
