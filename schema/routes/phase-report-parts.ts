import { z } from 'zod'
import { calendarDate } from '../calendar-date.ts'
import { bases } from '../measures/measure.ts'
import { trainingRow } from '../measures/training.ts'

const count = z.int().nonnegative().nullable()
const hidden = z.literal(true)

/** Quality of the records that the people of a phase own, on one basis; null where there are none or too few owners. */
export const phaseQuality = z.object({
  basis: z.enum(bases),
  from: calendarDate.nullable().describe('first day of what looks back; null of the stock, which stands as it is'),
  records: count.describe('open records of the people of the phase with a critical field'),
  complete: count.describe('of these, with every critical field ok'),
  rate: z.number().nullable().describe('complete ÷ records'),
  mean_score: z.number().nullable().describe('mean record score, 0–100'),
  suppressed: hidden.optional(),
})

/** Who of a phase was reached by a course, and what followed; or only that the people are too few to show. */
export const phaseTraining = z.union([
  z.object({ course: z.string(), ...trainingRow.shape }),
  z.object({ course: z.string(), suppressed: hidden }),
])

/** A course in the report of a phase. */
export type PhaseTraining = z.infer<typeof phaseTraining>

/** What reviews of a phase agreed on, as it stands on the date of the report. */
export const phaseActions = z.object({
  review_on: calendarDate.nullable().describe('date of the newest report that was published for an earlier date'),
  rows: z
    .array(
      z.object({
        action: z.string(),
        by: z.string().describe('department or team that does it; empty when nobody is named'),
        agreed_on: calendarDate,
        due: calendarDate.nullable(),
        done_on: calendarDate.nullable().describe('day it was done, up to the date of the report'),
        state: z.enum(['overdue', 'open', 'done']),
        carried_over: z.boolean().describe('true when it was open already at the review before'),
      }),
    )
    .describe('overdue first; what was done by the review before is left out'),
})

/** What reviews of a phase agreed on. */
export type PhaseActions = z.infer<typeof phaseActions>
