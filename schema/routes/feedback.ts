import { z } from 'zod'
import { calendarDate } from '../calendar-date.ts'
import { roles } from './role.ts'
import { defineRoute } from './route.ts'

const score = z.int().nullable().describe('a step of the scale; null for none')
const reason = z.string().describe('one of the reasons, or empty')

/** What the viewer is asked, and their own newest answer to it: nobody else's is ever told here. */
export const feedbackRoute = defineRoute({
  method: 'get',
  path: '/api/feedback',
  summary: 'The question that people are asked, and the viewer’s own newest answer',
  roles,
  answer: z.object({
    question: z.string().nullable().describe('null when nothing is asked'),
    scale: z.object({ min: z.int(), max: z.int() }),
    reasons: z.array(z.string()),
    may_answer: z.boolean().describe('false for a credential that is nobody’s'),
    own: z.object({ on: calendarDate, score: z.number().nullable(), reason }).nullable(),
    floor: z.int().describe('smallest group whose answers program managers, stewards and leads see'),
    sponsor_floor: z.int().describe('smallest group whose answers sponsors see'),
  }),
})

/** Takes an answer of whoever is signed in; the person is never named by the request. */
export const answerFeedbackRoute = defineRoute({
  method: 'post',
  path: '/api/feedback',
  summary: 'Answer the question; one answer a person and day, the newest holds, and the same one twice is one',
  roles,
  body: z.strictObject({ question: z.string().max(2_000).describe('the question that was shown'), score, reason }),
  answer: z.object({
    on: calendarDate.describe('day of the answer, in the zone of the program'),
    stored: z.boolean().describe('false when this very answer was there already'),
  }),
})
