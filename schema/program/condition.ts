import { z } from 'zod'
import { word } from './word.ts'

/** Values of which one must hold, or of which none may. */
export const condition = z.union(
  [z.array(word).min(1, 'an empty list never holds'), z.strictObject({ not: z.array(word) })],
  'must be a list of values, which is not empty, or { not: [values] }',
)

/** Conditions by stage, origin or field; all must hold. */
export const conditions = z.record(z.string(), condition)

export type Condition = z.infer<typeof condition>

/** Does a value meet a condition? */
export function meetsCondition(value: string, wanted: Condition): boolean {
  return Array.isArray(wanted) ? wanted.includes(value) : !wanted.not.includes(value)
}
