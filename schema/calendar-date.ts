import { z } from 'zod'

/** A local date, `YYYY-MM-DD`. */
export const calendarDate = z.iso.date()

/** A local date, `YYYY-MM-DD`. */
export type CalendarDate = z.infer<typeof calendarDate>

/** First day of time: what an absent `valid_from` means. Source: range of the Date column. */
export const firstDay: CalendarDate = '1970-01-01'

/** Open end of a half-open interval. Source: range of the Date column. */
export const openEnd: CalendarDate = '2149-06-06'
