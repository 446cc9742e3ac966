import { addDays } from 'date-fns/addDays'
import { endOfMonth } from 'date-fns/endOfMonth'
import { endOfWeek } from 'date-fns/endOfWeek'
import { format } from 'date-fns/format'
import { isBefore } from 'date-fns/isBefore'
import { parseISO } from 'date-fns/parseISO'

/** ISO day of the week: 1 Monday .. 7 Sunday. */
type IsoDay = number

/** Every week end and month end from the period of `first` to the period of `last`, in order. */
export function periodEnds(first: string, last: string, weekStart: IsoDay): string[] {
  const weekStartsOn = (weekStart % 7) as 0 | 1 | 2 | 3 | 4 | 5 | 6 // % 7 is what makes the cast true
  const end = parseISO(last)
  const ends = new Set<string>()
  for (const endOf of [(day: Date) => endOfWeek(day, { weekStartsOn }), endOfMonth]) {
    let day = endOf(parseISO(first))
    for (;;) {
      ends.add(format(day, 'yyyy-MM-dd'))
      if (!isBefore(day, end)) break
      day = endOf(addDays(day, 1))
    }
  }
  return [...ends].sort()
}
