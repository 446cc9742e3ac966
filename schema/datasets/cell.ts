import { z } from 'zod'

/** A cell as text; undefined is an absent column. */
export type Cell = string | undefined

/** One row of a file or one message: text by column, whatever the format was. */
export type Cells = Record<string, Cell>

const textMax = 8_192
// A lone surrogate would make the store refuse the whole batch; NUL and U+FFFD mean a broken encoding.
const broken = /[\p{Surrogate}\0\uFFFD]/u

/** Adds a fault to a cell, with a stable word for the dead letter. */
export function addFault(context: z.RefinementCtx, code: string, message: string): typeof z.NEVER {
  context.addIssue({ code: 'custom', message, params: { code } })
  return z.NEVER
}

function clean(cell: Cell, context: z.RefinementCtx): string {
  const text = (cell ?? '').trim()
  if (text.length > textMax) return addFault(context, 'string_too_long', `is longer than ${textMax} characters`)
  if (broken.test(text)) {
    return addFault(context, 'bad_text', 'holds broken characters; name the encoding of the file in a --map file')
  }
  return text
}

/** Text, trimmed; absent and blank are the empty text. */
export const textCell = z.string().optional().transform(clean)

/** Text that must be there. */
export const requiredCell = textCell.transform((text, context) =>
  text === '' ? addFault(context, 'missing', 'is missing') : text,
)

/** Text that is null when its column is absent, so that an earlier version's value carries forward. */
export const carriedCell = z
  .string()
  .optional()
  .transform((cell, context) => (cell === undefined ? null : clean(cell, context)))

/** One of a few words; blank is the first. */
export function wordCell<const Words extends readonly [string, ...string[]]>(words: Words) {
  return textCell.transform((text, context): Words[number] => {
    const word = text === '' ? words[0] : words.find((each) => each === text.toLowerCase())
    return word ?? addFault(context, 'unknown_word', `must be ${words.join(' or ')}`)
  })
}

/** A whole number that fits 32 bits; blank is null. */
export const countCell = textCell.transform((text, context) => {
  if (text === '') return null
  const value = Math.round(Number(text))
  const fits = /^\d+(\.\d*)?(e\+?\d+)?$/i.test(text) && value <= 4_294_967_295
  return fits ? value : addFault(context, 'not_a_number', 'must be a number from 0 to 4294967295')
})
