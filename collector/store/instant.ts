const dayMs = 86_400_000
// The days of one file or feed are few, and asked about once a row.
const dates = new Map<number, string>()
const datesMax = 20_000
const twoDigits = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'))
const threeDigits = Array.from({ length: 1_000 }, (_, value) => String(value).padStart(3, '0'))

/** Formats epoch milliseconds the way the store's DateTime64(3, 'UTC') columns read them. */
export function formatInstant(ms: number): string {
  const whole = Math.trunc(ms)
  const date = formatDate(whole)
  const ofDay = whole - Math.floor(whole / dayMs) * dayMs
  const hour = twoDigits[Math.floor(ofDay / 3_600_000)]
  const minute = twoDigits[Math.floor(ofDay / 60_000) % 60]
  const second = twoDigits[Math.floor(ofDay / 1_000) % 60]
  return `${date} ${hour}:${minute}:${second}.${threeDigits[ofDay % 1_000]}`
}

/** UTC date of epoch milliseconds, `YYYY-MM-DD`. */
export function formatDate(ms: number): string {
  const day = Math.floor(Math.trunc(ms) / dayMs)
  const known = dates.get(day)
  if (known !== undefined) return known
  const date = new Date(day * dayMs).toISOString().slice(0, 10)
  if (dates.size >= datesMax) dates.clear()
  dates.set(day, date)
  return date
}

/** Reads what the store answers for a DateTime64(3, 'UTC') column. */
export function parseStoredInstant(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}Z`)
}
