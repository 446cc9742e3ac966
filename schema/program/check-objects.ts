import { type Condition, meetsCondition } from './condition.ts'
import type { FieldRule, ObjectRules } from './field-rule.ts'
import { errorAt, type Finding, warningAt } from './finding.ts'

/** Columns of a record that a condition can name beside its fields. */
const recordColumns = ['object', 'stage', 'origin']

/** Field rules that can never apply or whose constraints contradict each other. */
export function checkObjects(objects: Readonly<Record<string, ObjectRules>>): Finding[] {
  return Object.entries(objects).flatMap(([object, rules]) => [
    ...checkConditions(object, rules, rules.open_when, ['objects', object, 'open_when']),
    ...Object.entries(rules.fields).flatMap(([field, rule]) => {
      const path = ['objects', object, 'fields', field]
      return [
        ...checkConditions(object, rules, rule.when, [...path, 'when']),
        ...checkOpenStages(rules, rule, [...path, 'when']),
        ...checkRange(rule, path),
      ]
    }),
  ])
}

function checkConditions(
  object: string,
  { fields }: ObjectRules,
  conditions: Readonly<Record<string, Condition>>,
  path: Finding['path'],
): Finding[] {
  return Object.entries(conditions).flatMap(([name, wanted]) => {
    if (name === 'object') {
      return meetsCondition(object, wanted) ? [] : [errorAt([...path, name], `never holds for ${object}`)]
    }
    if (recordColumns.includes(name)) return []
    const rule = fields[name]
    if (rule === undefined) return [errorAt([...path, name], `${object} has no field "${name}" here; add it to fields`)]
    const { picklist } = rule
    if (!picklist || !Array.isArray(wanted)) return []
    if (wanted.some((value) => value === '' || picklist.includes(value))) return []
    return [errorAt([...path, name], `never holds: none of ${wanted.join(', ')} is in the picklist of ${name}`)]
  })
}

// Such a rule is allowed: it still judges the values that come.
function checkOpenStages({ open_when: openWhen }: ObjectRules, { when }: FieldRule, path: Finding['path']): Finding[] {
  const { stage: open } = openWhen
  const { stage: applies } = when
  if (!open || !Array.isArray(applies) || applies.some((value) => meetsCondition(value, open))) return []
  return [
    warningAt(
      [...path, 'stage'],
      'applies only to records that are no longer open, so it never counts in completeness',
    ),
  ]
}

function checkRange({ format, min, max }: FieldRule, path: Finding['path']): Finding[] {
  const isDate = format === 'date' || format === 'datetime'
  if (format === 'email' || format === 'phone' || format === 'url') {
    const bound = min === undefined ? 'max' : 'min'
    return min === undefined && max === undefined
      ? []
      : [errorAt([...path, bound], `cannot bound the format ${format}`)]
  }
  const findings: Finding[] = []
  for (const [name, bound] of Object.entries({ min, max })) {
    if (bound === undefined || (typeof bound === 'string') === isDate) continue
    findings.push(
      errorAt([...path, name], isDate ? 'must be a date YYYY-MM-DD' : 'must be a number; a date needs format: date'),
    )
  }
  if (findings.length === 0 && min !== undefined && max !== undefined && min > max) {
    findings.push(errorAt([...path, 'max'], `${max} is below min ${min}`))
  }
  return findings
}
