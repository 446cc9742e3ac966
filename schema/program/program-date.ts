import { z } from 'zod'
import { calendarDate } from '../calendar-date.ts'

/** A day, with words for the usual mistake. */
export const programDate = z
  .string({ error: ({ input }) => (input === undefined ? 'is required' : 'must be a date YYYY-MM-DD') })
  .refine((text) => calendarDate.safeParse(text).success, 'must be a date YYYY-MM-DD')
