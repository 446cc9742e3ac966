import { z } from 'zod'
import type { ValueFault } from './dead-letter-code.ts'

/** A cell as text; undefined is an absent column. */
export type Cell = string | undefined

/** One row of a file or one message: text by column, whatever the format was. */
export type Cells = Record<string, Cell>

/** Takes down what is wrong with a cell, by a stable word for the dead letter; the first fault of a cell holds. */
export type Refuse = (code: ValueFault, message: string) => void

/** Reads a cell; what it answers after a fault is never used. Plain functions, as events come by the hundred thousand. */
export type ReadCell<Value> = (cell: Cell, refuse: Refuse) => Value

const textMax = 8_192
// A lone surrogate would make the store refuse the whole batch; NUL and U+FFFD mean a broken encoding.
const broken = /[\p{Surrogate}\0\uFFFD]/u
// Surrogates in pairs too, at a fraction of the time.
const suspect = /[\ud800-\udfff\0\uFFFD]/

/** Tells whether a text holds characters that are not whole. */
export function isBroken(text: string): boolean {
  return suspect.test(text) && broken.test(text)
}

/** Text, trimmed; absent and blank are the empty text. */
export function readText(cell: Cell, refuse: Refuse): string {
  if (cell === undefined || cell === '') return ''
  const text = cell.trim()
  if (text.length > textMax) refuse('string_too_long', `is longer than ${textMax} characters`)
  else if (isBroken(text)) refuse('bad_text', 'holds broken characters; name the encoding of the file in a --map file')
  else return text
  return ''
}

/** Text that must be there. */
export function readRequired(cell: Cell, refuse: Refuse): string {
  const text = readText(cell, refuse)
  if (text === '') refuse('missing', 'is missing')
  return text
}

const countForm = /^\d+(\.\d*)?(e\+?\d+)?$/i
const countMax = 4_294_967_295

/** A whole number that fits 32 bits; blank is null. */
export function readCount(cell: Cell, refuse: Refuse): number | null {
  const text = readText(cell, refuse)
  if (text === '') return null
  const value = Math.round(Number(text))
  if (countForm.test(text) && value <= countMax) return value
  refuse('not_a_number', `must be a number from 0 to ${countMax}`)
  return null
}

/** Adds a fault to what zod reads, with a stable word for the dead letter. */
export function addFault(context: z.RefinementCtx, code: ValueFault, message: string): typeof z.NEVER {
  context.addIssue({ code: 'custom', message, params: { code } })
  return z.NEVER
}

/** The schema of a cell that a plain function reads. */
export function cellOf<Value>(read: ReadCell<Value>) {
  return z
    .string()
    .optional()
    .transform((cell, context): Value => {
      let isRefused = false
      const value = read(cell, (code, message) => {
        if (!isRefused) addFault(context, code, message)
        isRefused = true
      })
      return isRefused ? z.NEVER : value
    })
}

/** Text, trimmed; absent and blank are the empty text. */
export const textCell = cellOf(readText)

/** Text that must be there. */
export const requiredCell = cellOf(readRequired)

/** Text that is null when its column is absent, so that an earlier version's value carries forward. */
export const carriedCell = cellOf((cell, refuse) => (cell === undefined ? null : readText(cell, refuse)))

/** One of a few words; blank is the first. */
export function wordCell<const Words extends readonly [string, ...string[]]>(words: Words) {
  return cellOf((cell, refuse): Words[number] => {
    const text = readText(cell, refuse)
    const word = text === '' ? words[0] : words.find((each) => each === text.toLowerCase())
    if (word === undefined) refuse('unknown_word', `must be ${words.join(' or ')}`)
    return word ?? words[0]
  })
}
