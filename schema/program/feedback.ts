import { z } from 'zod'
import { filledWord, words } from './word.ts'

const reasonMax = 80
const reasonsMax = 12
const answersMax = 11
const whole = z.int('must be a whole number').min(0, 'must be 0 or more').max(100, 'must be 100 or less')

const scale = z
  .strictObject({ min: whole.default(1), max: whole.default(5) })
  .refine(({ min, max }) => min < max, 'min must be below max')
  .refine(({ min, max }) => max - min < answersMax, `must have ${answersMax} steps at most`)

/** The question that people are asked: one at a time, with a scale and a short list of reasons, never free text. */
export const feedbackQuestion = z.strictObject({
  question: filledWord.describe('always in the same words: answers to other words are answers to another question'),
  scale: scale.prefault({}),
  reasons: words
    .refine((list) => list.length <= reasonsMax, `must be ${reasonsMax} at most`)
    .refine((list) => list.every((reason) => reason !== '' && reason.length <= reasonMax), {
      error: `must be of 1 to ${reasonMax} characters each`,
    })
    .default([])
    .describe('reasons to choose from'),
})
