import type { PersonMonths } from '../../rollup/change.ts'
import type { BatchRow } from './batch.ts'

/** First and last UTC date of each person in the rows, for the rollup. */
export function personMonthsOf(rows: readonly BatchRow[]): PersonMonths {
  const months: PersonMonths = new Map()
  for (const { personKey, date } of rows) {
    const span = months.get(personKey)
    if (!span) months.set(personKey, { from: date, to: date })
    else if (date < span.from) span.from = date
    else if (date > span.to) span.to = date
  }
  return months
}
