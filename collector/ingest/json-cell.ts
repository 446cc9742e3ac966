import type { Cell } from '../../schema/datasets/cell.ts'

/** A JSON value as the text of a cell; lists and objects stay JSON. */
export function jsonCell(value: unknown): Cell {
  if (value === undefined) return undefined
  if (value === null) return ''
  if (typeof value === 'string') return value
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
