import type { PersonMonths } from '../../rollup/change.ts'
import { addPersonDate } from '../../rollup/person-months.ts'
import type { BatchRow } from './batch.ts'

/** First and last UTC date of each person in the rows, for the rollup. */
export function personMonthsOf(rows: readonly BatchRow[]): PersonMonths {
  const months: PersonMonths = new Map()
  for (const { personKey, date } of rows) addPersonDate(months, personKey, date)
  return months
}
