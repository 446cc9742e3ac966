import { type Finding, finding } from './finding.ts'
import { type CompletenessField, type Shown, shownRows } from './measure-answer.ts'
import { plainName } from './plain-name.ts'

/**
 * "Close date holds back most: 1,204 of 6,000 opportunity records lack a real value": the critical field that the
 * most open records fail on, the first one when two tie. Null without critical fields.
 */
export function completenessFinding(fields: readonly Shown<CompletenessField>[]): Finding | null {
  const critical = shownRows(fields).filter((field) => field.critical && field.applicable > 0)
  const worst = critical.reduce<CompletenessField | null>(
    (found, field) => (found === null || lacking(field) > lacking(found) ? field : found),
    null,
  )
  if (worst === null) return null
  if (lacking(worst) === 0) return finding('completeness.all_filled')
  return finding('completeness.worst_field', {
    field: plainName(worst.field),
    object: plainName(worst.object),
    lacking: lacking(worst),
    count: worst.applicable,
  })
}

/** The same gap for the note of a metric: "most costly gap: opportunity close date"; null without one. */
export function costliestGap(fields: readonly Shown<CompletenessField>[]): Finding | null {
  const worst = completenessFinding(fields)
  if (worst?.key !== 'completeness.worst_field') return null
  const { field = '', object = '' } = worst.values
  return finding('completeness.costliest_gap', { field, object })
}

const lacking = (field: CompletenessField) => field.applicable - field.ok
