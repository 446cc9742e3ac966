import { meetsCondition } from '../../schema/program/condition.ts'
import type { FieldRule } from '../../schema/program/field-rule.ts'
import { type FieldState, fieldStates } from '../../schema/program/field-state.ts'
import { compilePattern } from '../../schema/program/pattern.ts'
import type { Program } from '../../schema/program/program.ts'
import { normaliseKey } from './duplicate-key.ts'
import { createPlaceholderTest } from './placeholder.ts'
import { splitConditions } from './split-conditions.ts'
import { formatTest, rangeTest, type ValueTest } from './value-format.ts'

/** A value as a file or an SDK gives it. */
export type FieldValue = string | number | boolean | null

/** What is told of the fields of one record version. */
export type Classified = {
  states: Record<string, FieldState>
  conditions: Record<string, 0 | 1>
  /** Normalised value per key field, empty where it holds none; only its keyed hash may be kept. */
  keys: Record<string, string>
}

/** Judges values by the rules of one program version; the values themselves are forgotten. */
export type Classifier = {
  /** Only the fields given are judged: an absent column stays unknown. */
  classify(object: string, fields: Readonly<Record<string, FieldValue>>): Classified
}

type Judge = (trimmed: string) => FieldState
type Asked = { key: string; accepts: ValueTest }[]

/** Compiles the rules once; every call after that is only look-ups and tests. */
export function createClassifier(program: Pick<Program, 'objects' | 'placeholders'>): Classifier {
  const isPlaceholder = createPlaceholderTest(program.placeholders)
  const withoutRule = compileJudge({}, isPlaceholder)
  const objects = new Map(
    Object.entries(program.objects).map(([object, { fields, open_when: openWhen }]) => {
      const judges = new Map(Object.entries(fields).map(([name, rule]) => [name, compileJudge(rule, isPlaceholder)]))
      const conditions = [
        ...splitConditions('open', openWhen).fields,
        ...Object.entries(fields).flatMap(([field, { when }]) => splitConditions({ field }, when).fields),
      ]
      const keys = new Map(Object.entries(fields).filter(([, rule]) => rule.key))
      return [object, { judges, keys, asked: askedByField(conditions) }]
    }),
  )
  return {
    classify: (object, fields) => {
      const rules = objects.get(object)
      const answer: Classified = { states: {}, conditions: {}, keys: {} }
      for (const name in fields) {
        const trimmed = textOf(fields[name] ?? null).trim()
        const state = (rules?.judges.get(name) ?? withoutRule)(trimmed)
        answer.states[name] = state
        const key = rules?.keys.get(name)
        if (key) answer.keys[name] = isValue(state) ? normaliseKey(trimmed, key.format) : ''
        for (const { key, accepts } of rules?.asked.get(name) ?? []) answer.conditions[key] = accepts(trimmed) ? 1 : 0
      }
      return answer
    },
  }
}

// What only fills a field says nothing about what the record is of.
function isValue(state: FieldState): boolean {
  return state === fieldStates.ok || state === fieldStates.invalid
}

function askedByField(conditions: ReturnType<typeof splitConditions>['fields']): Map<string, Asked> {
  const asked = new Map<string, Asked>()
  for (const { key, field, wanted } of conditions) {
    const line = { key, accepts: (value: string) => meetsCondition(value, wanted) }
    asked.set(field, [...(asked.get(field) ?? []), line])
  }
  return asked
}

// The order is the definition's: missing, placeholder unless the picklist has it, default, invalid.
function compileJudge(rule: Partial<FieldRule>, isPlaceholder: ReturnType<typeof createPlaceholderTest>): Judge {
  const { format, picklist, regex, default: preset } = rule
  const choices = picklist && new Set(picklist)
  const isNumber = format === 'number'
  const tests = [
    format && formatTest(format),
    choices && ((value: string) => choices.has(value)),
    regex === undefined ? undefined : compilePattern(regex),
    rangeTest(rule),
  ].filter((test) => test !== undefined)
  return (trimmed) => {
    if (trimmed === '') return fieldStates.missing
    if (!choices?.has(trimmed) && isPlaceholder(trimmed.toLowerCase(), isNumber)) return fieldStates.placeholder
    if (trimmed === preset) return fieldStates.default
    return tests.every((test) => test(trimmed)) ? fieldStates.ok : fieldStates.invalid
  }
}

function textOf(value: FieldValue): string {
  if (typeof value === 'string') return value
  if (value === null) return ''
  const text = String(value)
  // A number from JSON is written out: 1e21 has digits too.
  if (typeof value !== 'number' || !text.includes('e')) return text
  return value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 })
}
