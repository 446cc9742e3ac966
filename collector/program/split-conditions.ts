import type { Condition } from '../../schema/program/condition.ts'
import { conditionKey } from './condition-key.ts'

/** A rule's conditions: those on columns are asked when a record is read, those on fields when it is classified. */
export type SplitConditions = {
  stageIn: string[]
  stageNot: string[]
  originIn: string[]
  originNot: string[]
  /** By the field asked. */
  fields: { key: string; field: string; wanted: Condition }[]
}

/** Splits `when` of a field or `open_when` of an object; `object` was decided when the program was checked. */
export function splitConditions(
  rule: { field: string } | 'open',
  conditions: Readonly<Record<string, Condition>>,
): SplitConditions {
  const { object: _, stage, origin, ...others } = conditions
  return {
    stageIn: listed(stage),
    stageNot: excluded(stage),
    originIn: listed(origin),
    originNot: excluded(origin),
    fields: Object.entries(others).map(([field, wanted]) => ({ key: conditionKey(rule, field), field, wanted })),
  }
}

function listed(condition: Condition | undefined): string[] {
  return Array.isArray(condition) ? condition : []
}

function excluded(condition: Condition | undefined): string[] {
  return condition === undefined || Array.isArray(condition) ? [] : condition.not
}
