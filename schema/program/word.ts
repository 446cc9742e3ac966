import { z } from 'zod'

/** A name or a value; YAML reads 42 and true as other things than text, here they are text. */
export const word = z
  .union([z.string(), z.number(), z.boolean()], {
    error: ({ input }) => (input === undefined ? 'is required' : 'must be a text or a number'),
  })
  .transform((value) => String(value).trim())

/** A name that says something. */
export const filledWord = word.refine((value) => value !== '', 'must not be empty')

/** Names in the order of the file, each once. */
export const words = z.array(word, 'must be a list').transform((list) => [...new Set(list)])
