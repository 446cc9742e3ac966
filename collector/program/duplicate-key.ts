import type { FieldRule } from '../../schema/program/field-rule.ts'

/** The form of a trimmed value in which two spellings of one thing are the same text; empty when nothing is left of it. */
export function normaliseKey(trimmed: string, format: FieldRule['format']): string {
  const folded = trimmed.normalize('NFKC').toLowerCase()
  if (format === 'phone') return folded.replace(/\P{Nd}/gu, '')
  // In what has a format, a point or a dash may tell two values apart; in a name it does not.
  if (format !== undefined) return folded
  return folded.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
}
