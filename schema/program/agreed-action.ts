import { z } from 'zod'
import { programDate } from './program-date.ts'
import { filledWord, word } from './word.ts'

/** What a review of a phase agreed to do; open until it has a day on which it was done. */
export const agreedAction = z.strictObject({
  action: filledWord.describe('what is to be done'),
  by: word
    .default('')
    .describe('department or team that does it; everyone who sees phases reads it, so no name of a person'),
  agreed_on: programDate.describe('day it was agreed on'),
  due: programDate.optional().describe('day it is to be done by'),
  done_on: programDate.optional().describe('day it was done; absent while it is open'),
})

/** What a review of a phase agreed to do. */
export type AgreedAction = z.infer<typeof agreedAction>
