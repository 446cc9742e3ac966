import type { FieldRule } from '../../schema/program/field-rule.ts'

/** A test of trimmed values. */
export type ValueTest = (value: string) => boolean

/** Dates outside of these years are slips of the keyboard, not dates. */
const years = { first: 1900, last: 2100 }

const tests: Record<NonNullable<FieldRule['format']>, ValueTest> = {
  number: (value) => /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(value),
  integer: (value) => /^[+-]?\d+$/.test(value),
  date: isDate,
  datetime: (value) => instantOf(value) !== undefined,
  email: (value) => value.length <= 320 && /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(value),
  phone: (value) => /^\+?[\d\s()./-]+$/.test(value) && value.replace(/\D/g, '').length >= 6,
  url: (value) => /^https?:\/\/\S+$/i.test(value) && URL.canParse(value),
}

/** The test of a format. */
export function formatTest(format: NonNullable<FieldRule['format']>): ValueTest {
  return tests[format]
}

/** The test of a range; undefined when the rule has none. */
export function rangeTest({ format, min, max }: Partial<FieldRule>): ValueTest | undefined {
  if (min === undefined && max === undefined) return undefined
  if (format === 'datetime') {
    const from = min === undefined ? Number.NEGATIVE_INFINITY : Date.parse(`${min}T00:00:00Z`)
    // The last day belongs to the range to its end.
    const to = max === undefined ? Number.POSITIVE_INFINITY : Date.parse(`${max}T00:00:00Z`) + 86_399_999
    return (value) => between(instantOf(value), from, to)
  }
  if (format === 'date')
    return (value) => (min === undefined || value >= `${min}`) && (max === undefined || value <= `${max}`)
  const from = min === undefined ? Number.NEGATIVE_INFINITY : Number(min)
  const to = max === undefined ? Number.POSITIVE_INFINITY : Number(max)
  return (value) => between(Number(value), from, to)
}

function between(value: number | undefined, from: number, to: number): boolean {
  return value !== undefined && value >= from && value <= to
}

function isDate(value: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value)
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (year < years.first || year > years.last || month < 1 || month > 12 || day < 1) return false
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

// RFC 3339 and what most exports write, or epoch milliseconds.
function instantOf(value: string): number | undefined {
  if (/^\d{12,13}$/.test(value)) return Number(value)
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s?(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(
    value,
  )
  if (!match?.[1] || !isDate(match[1])) return undefined
  const zone = (match[3] ?? 'Z').toUpperCase()
  const ms = Date.parse(
    `${match[1]}T${match[2] ?? '00:00'}${zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone}`,
  )
  return Number.isNaN(ms) ? undefined : ms
}
