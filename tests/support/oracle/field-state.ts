import { isValid } from './field-format.ts'
import type { FieldRule } from './inputs.ts'

/** The states of a field value of section 6. */
export type FieldState = 'ok' | 'missing' | 'placeholder' | 'default' | 'invalid'

// Whole trimmed values, lower case.
const PLACEHOLDERS = ['n/a', 'na', 'none', 'null', 'nil', 'tbd', 'tba', 'asdf', 'test', '无', '待定', '暂无', '未知']
const RUN_OF_ONE = [/^x+$/, /^\.+$/, /^-+$/, /^_+$/, /^\?+$/]

/** Classifies a value by its rule; the first that applies of missing, placeholder, default, invalid. */
export function classifyField(value: string, rule: FieldRule, ownPlaceholders: (string | number)[]): FieldState {
  const trimmed = value.trim()
  if (trimmed === '') return 'missing'
  if (isPlaceholder(trimmed, rule, ownPlaceholders)) return 'placeholder'
  if (rule.default !== undefined && trimmed === String(rule.default)) return 'default'
  return isValid(trimmed, rule) ? 'ok' : 'invalid'
}

function isPlaceholder(trimmed: string, rule: FieldRule, own: (string | number)[]): boolean {
  if (rule.picklist?.map(String).includes(trimmed)) return false
  const lower = trimmed.toLowerCase()
  if (PLACEHOLDERS.includes(lower) || lower.startsWith('test@')) return true
  if (RUN_OF_ONE.some((run) => run.test(lower))) return true
  if (/^9{3,}$/.test(lower) && rule.format !== 'number') return true
  return own.some((each) => String(each).trim().toLowerCase() === lower)
}
