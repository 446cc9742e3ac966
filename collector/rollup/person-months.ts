import type { PersonMonths } from './change.ts'

/** Widens a person's first and last UTC date by one more. */
export function addPersonDate(months: PersonMonths, personKey: string, date: string): void {
  const span = months.get(personKey)
  if (!span) months.set(personKey, { from: date, to: date })
  else if (date < span.from) span.from = date
  else if (date > span.to) span.to = date
}
