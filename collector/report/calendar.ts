import { addDays } from 'date-fns/addDays'
import { addMonths } from 'date-fns/addMonths'
import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays'
import { endOfMonth } from 'date-fns/endOfMonth'
import { formatISO } from 'date-fns/formatISO'
import { getISODay } from 'date-fns/getISODay'
import { parseISO } from 'date-fns/parseISO'
import type { CalendarDate } from '../../schema/calendar-date.ts'

/** The day so many days later; negative for earlier. */
export function shiftDay(day: CalendarDate, days: number): CalendarDate {
  return format(addDays(parseISO(day), days))
}

/** Days from the first to the second. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return differenceInCalendarDays(parseISO(to), parseISO(from))
}

/** The last day of the week that holds the day. */
export function weekEndOn(day: CalendarDate, weekStart: number): CalendarDate {
  return shiftDay(day, 6 - ((getISODay(parseISO(day)) - weekStart + 7) % 7))
}

/** The newest week end that is not after the day. */
export function weekEndUpTo(day: CalendarDate, weekStart: number): CalendarDate {
  const end = weekEndOn(day, weekStart)
  return end > day ? shiftDay(end, -7) : end
}

/** The last day of the month that holds the day. */
export function monthEndOn(day: CalendarDate): CalendarDate {
  return format(endOfMonth(parseISO(day)))
}

/** The same day so many months later. */
export function shiftMonths(day: CalendarDate, months: number): CalendarDate {
  return format(addMonths(parseISO(day), months))
}

function format(date: Date): CalendarDate {
  return formatISO(date, { representation: 'date' })
}
