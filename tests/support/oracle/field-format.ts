import type { FieldRule } from './inputs.ts'

/** Does a trimmed value that is neither blank nor a placeholder keep its rule's format, picklist, range and regex? */
export function isValid(value: string, rule: FieldRule): boolean {
  if (rule.format !== undefined && !hasFormat(value, rule.format)) return false
  if (rule.picklist !== undefined && !rule.picklist.map(String).includes(value)) return false
  if (rule.regex !== undefined && !new RegExp(rule.regex, 'u').test(value)) return false
  return inRange(value, rule)
}

function hasFormat(value: string, format: string): boolean {
  switch (format) {
    case 'number':
      return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(value)
    case 'integer':
      return /^[+-]?\d+$/.test(value)
    case 'date':
      return isCalendarDate(value)
    case 'datetime':
      return /^\d{13}$/.test(value) || (isCalendarDate(value.slice(0, 10)) && !Number.isNaN(Date.parse(value)))
    case 'email':
      return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(value)
    case 'phone':
      return /^\+?[\d\s().\-/]+$/.test(value) && value.replace(/\D/g, '').length >= 6
    case 'url':
      return /^https?:\/\/\S+$/.test(value) && URL.canParse(value)
    default:
      throw new Error(`unknown format: ${format}`)
  }
}

function isCalendarDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const ms = Date.parse(`${value}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(value)
}

// Dates compare as text, everything else as a number.
function inRange(value: string, rule: FieldRule): boolean {
  const isDate = rule.format === 'date' || rule.format === 'datetime'
  const compare = (bound: string | number) => {
    if (isDate) return value < String(bound) ? -1 : value > String(bound) ? 1 : 0
    return Number(value) - Number(bound)
  }
  if (rule.min !== undefined && !(compare(rule.min) >= 0)) return false
  return rule.max === undefined || compare(rule.max) <= 0
}
