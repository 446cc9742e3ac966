import { type CalendarDate, firstDay, openEnd } from '../calendar-date.ts'
import { addFault, textCell } from './cell.ts'

// Exports write a date column as midnight now and then.
const dateForm = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)?)?$/

const notADate = 'must be a date YYYY-MM-DD'

/** Reads `YYYY-MM-DD`; undefined when it is no day of the calendar. */
export function parseDate(text: string): CalendarDate | undefined {
  const [, year, month, day] = dateForm.exec(text) ?? []
  if (year === undefined || month === undefined || day === undefined) return undefined
  const date = `${year}-${month}-${day}`
  return isDay(date) ? date : undefined
}

/** An end of an interval; blank is `blank`, what lies outside is drawn to the nearest end. */
export function dateCell<const Blank extends CalendarDate | null>(blank: Blank) {
  return textCell.transform((text, context): CalendarDate | Blank => {
    if (text === '') return blank
    const date = parseDate(text)
    return date === undefined ? addFault(context, 'not_a_date', notADate) : clamp(date)
  })
}

/** An end of an interval that must be there; what lies outside the calendar is drawn to its nearest end. */
export const requiredEndCell = textCell.transform((text, context): CalendarDate => {
  if (text === '') return addFault(context, 'missing', 'is missing')
  const date = parseDate(text)
  return date === undefined ? addFault(context, 'not_a_date', notADate) : clamp(date)
})

/** A date that must be there and lie between 1970 and 2149. */
export const requiredDateCell = textCell.transform((text, context): CalendarDate => {
  if (text === '') return addFault(context, 'missing', 'is missing')
  const date = parseDate(text)
  if (date === undefined) return addFault(context, 'not_a_date', notADate)
  if (clamp(date) !== date) return addFault(context, 'out_of_range', `must lie between ${firstDay} and ${openEnd}`)
  return date
})

function clamp(date: CalendarDate): CalendarDate {
  if (date < firstDay) return firstDay
  return date > openEnd ? openEnd : date
}

// The days of one file are few, and asked about once a row.
const knownDays = new Map<string, boolean>()
const knownDaysMax = 20_000

function isDay(date: string): boolean {
  const known = knownDays.get(date)
  if (known !== undefined) return known
  const at = new Date(`${date}T00:00:00Z`)
  const real = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date)
  if (knownDays.size >= knownDaysMax) knownDays.clear()
  knownDays.set(date, real)
  return real
}
