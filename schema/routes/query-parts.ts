import { z } from 'zod'
import { calendarDate } from '../calendar-date.ts'

const names = z.array(z.string().max(200)).max(200)

/** Date of a question; absent: the last complete day of data. */
export const onQuery = z.object({ on: calendarDate.optional().describe('date; absent: last complete day of data') })

/** Filters of a question; each may repeat, and any of its values matches. */
export const filterQuery = z.object({
  department: names.optional().describe('departments; may repeat'),
  team: names.optional().describe('teams; may repeat'),
  role: names.optional().describe('roles; may repeat'),
  phase: names.optional().describe('phases; may repeat'),
})

/** An instant as ISO text. */
export const instantText = z.iso.datetime()
