import { z } from 'zod'
import { addFault, requiredCell, textCell } from './cell.ts'
import { decimalCell } from './decimal-cell.ts'
import { requiredInstantCell } from './instant-cell.ts'

const reasonMax = 80

const columns = {
  person_id: requiredCell.describe('who answered'),
  at: requiredInstantCell.describe('instant of the answer'),
  question: requiredCell.describe('question that was asked, always in the same words'),
  score: decimalCell.describe('score on the scale of the question; blank is none'),
  // Reasons are counted and shown: a choice of a list, never a text about somebody.
  reason: textCell
    .transform((text, context) =>
      text.length > reasonMax
        ? addFault(context, 'string_too_long', `is longer than ${reasonMax} characters; use the words of a short list`)
        : text,
    )
    .describe('reason chosen from a short list, at most 80 characters; no free text'),
}

/** Names of the columns of feedback. */
export const feedbackColumns = Object.keys(columns)

/** One answer of a person to a question. */
export const feedbackRow = z.object(columns)

/** One answer of a person to a question. */
export type FeedbackRow = z.infer<typeof feedbackRow>
