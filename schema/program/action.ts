import { z } from 'zod'
import { filledWord, word } from './word.ts'

/** What doing something means for adoption. */
export const actionClass = z.enum(['presence', 'consume', 'contribute', 'process'])

export type ActionClass = z.infer<typeof actionClass>

/** Which side of a CRM an action belongs to: doing the work, working with others on a record, reports and forecasts. */
export const actionLayers = ['operational', 'collaborative', 'analytical'] as const

export type ActionLayer = (typeof actionLayers)[number]

/** A line of the catalogue as the program writes it; what is absent comes from the built-in line of the event. */
export const action = z.strictObject({
  event: filledWord,
  object: word.default('').describe('kind of record the line is for; empty is any'),
  class: actionClass.optional(),
  task: word.optional().describe('task, with {o} for the object of the event'),
  layer: z
    .enum(actionLayers)
    .optional()
    .describe('absent: of the built-in line, else operational when data is entered'),
})

export type Action = z.infer<typeof action>
