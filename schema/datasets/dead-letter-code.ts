import { z } from 'zod'

/** What can be wrong with one value; the code of the dead letter puts the column before it: `occurred_at_missing`. */
export const valueFaults = [
  'missing',
  'not_an_instant',
  'not_a_date',
  'not_a_number',
  'not_workdays',
  'out_of_range',
  'unknown_word',
  'unknown_time_zone',
  'ends_before_it_starts',
  'bad_changes',
  'bad_text',
  'string_too_long',
  'invalid',
] as const

/** What can be wrong with a whole row or message. */
export const rowFaults = [
  'not_json',
  'not_a_message',
  'unknown_type',
  'bad_quotes',
  'wrong_number_of_cells',
  'too_deep',
  'too_many_keys',
  'too_large',
  'in_future',
  'too_old',
  'refused_by_store',
] as const

const valueFault = z.enum(valueFaults)

/** Why a row was refused, without the column; `other` is a code of another version. */
export const deadLetterFault = z.enum([...valueFaults, ...rowFaults, 'other'])

/** Why a row was refused, without the column. */
export type DeadLetterFault = z.infer<typeof deadLetterFault>

/** What can be wrong with one value. */
export type ValueFault = z.infer<typeof valueFault>

/** Why a row was refused, as its dead letter keeps it: a closed list. */
export type DeadLetterCode = ValueFault | (typeof rowFaults)[number] | `${string}_${ValueFault}`

/** The code of a fault of a value, or of a rule about several when no column is named. */
export function codeOfFault(column: string | undefined, fault: unknown): DeadLetterCode {
  const known = valueFault.safeParse(fault)
  const word = known.success ? known.data : 'invalid'
  return column === undefined ? word : `${column}_${word}`
}

// The longest first: a column may end like a shorter one.
const byLength = [...valueFaults].sort((one, other) => other.length - one.length)

/** Takes a code apart into the column it is about, null for the whole row, and what is wrong. */
export function readDeadLetterCode(code: string): { column: string | null; fault: DeadLetterFault } {
  const whole = deadLetterFault.safeParse(code)
  if (whole.success) return { column: null, fault: whole.data }
  const fault = byLength.find((each) => code.endsWith(`_${each}`))
  return fault ? { column: code.slice(0, -fault.length - 1), fault } : { column: null, fault: 'other' }
}
