import { type Cell, cellOf, type Refuse, readText } from './cell.ts'

const decimalForm = /^[+-]?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})$/

/** A number with a sign, digits and one decimal point; blank is null. */
export function readDecimal(cell: Cell, refuse: Refuse): number | null {
  const text = readText(cell, refuse)
  if (text === '') return null
  if (decimalForm.test(text)) return Number(text)
  refuse('not_a_number', 'must be a number such as 12.5')
  return null
}

/** A number; blank is null. */
export const decimalCell = cellOf(readDecimal)

/** A number that must be there. */
export const requiredDecimalCell = cellOf((cell, refuse): number => {
  const value = readDecimal(cell, refuse)
  if (value === null) refuse('missing', 'is missing')
  return value ?? 0
})
