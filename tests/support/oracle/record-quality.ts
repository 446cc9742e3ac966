import { classifyField, type FieldState } from './field-state.ts'
import type { FieldRule } from './inputs.ts'
import type { Organisation } from './organisation.ts'
import { meets, type RecordState } from './records.ts'
import { tenThousandths } from './ten-thousandths.ts'

/** An applicable field of a record and the state of its value. */
export interface JudgedField {
  field: string
  isCritical: boolean
  /** Weight in ten-thousandths. */
  weight: number
  state: FieldState
}

/** Judges the fields whose rule applies to a record; a field that no file ever had is left out. */
export function judgeFields(org: Organisation, record: RecordState): JudgedField[] {
  const rules = Object.entries(org.program.file.objects?.[record.object]?.fields ?? {})
  return rules.flatMap(([field, given]) => {
    const rule: FieldRule = given ?? {}
    const value = record.fields[field]
    if (value === undefined || !meets(record, rule.when)) return []
    const state = classifyField(value, rule, org.program.file.placeholders ?? [])
    return [{ field, isCritical: rule.critical === true, weight: tenThousandths(rule.weight ?? 1), state }]
  })
}

/** Is every critical applicable field ok? */
export function isComplete(fields: JudgedField[]): boolean {
  return fields.every((field) => !field.isCritical || field.state === 'ok')
}

/** 100 × weight of the ok fields ÷ weight of the applicable ones. */
export function scoreOf(fields: JudgedField[]): number {
  const weigh = (some: JudgedField[]) => some.reduce((sum, field) => sum + field.weight, 0)
  return (100 * weigh(fields.filter((field) => field.state === 'ok'))) / weigh(fields)
}

/** Not deleted, and open by the rule of its object. */
export function isOpen(org: Organisation, record: RecordState): boolean {
  return !record.isDeleted && meets(record, org.program.file.objects?.[record.object]?.open_when)
}
