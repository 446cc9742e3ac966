const length = '2026-03-31T10:00:00.000Z'.length
const daysOfMonth = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Reads `YYYY-MM-DDTHH:MM:SS.sssZ`, as every SDK writes it, without a regular expression; undefined for all else. */
export function parseIsoInstant(text: string): number | undefined {
  if (text.length !== length || !isPunctuated(text)) return undefined
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 2)
  const day = digits(text, 8, 2)
  const hour = digits(text, 11, 2)
  const minute = digits(text, 14, 2)
  const second = digits(text, 17, 2)
  const ms = digits(text, 20, 3)
  // A sum is not a number as soon as one part is none. Years below 100 mean others to Date.UTC.
  if (!(year >= 100 && hour <= 23 && minute <= 59 && second <= 59 && ms >= 0)) return undefined
  if (!(day >= 1 && day <= daysIn(year, month))) return undefined
  return Date.UTC(year, month - 1, day, hour, minute, second, ms)
}

function isPunctuated(text: string): boolean {
  return (
    text[4] === '-' &&
    text[7] === '-' &&
    text[10] === 'T' &&
    text[13] === ':' &&
    text[16] === ':' &&
    text[19] === '.' &&
    text[23] === 'Z'
  )
}

function digits(text: string, at: number, count: number): number {
  let value = 0
  for (let place = at; place < at + count; place++) {
    const digit = text.charCodeAt(place) - 48
    if (digit < 0 || digit > 9) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month === 2 && isLeap ? 29 : (daysOfMonth[month] ?? 0)
}
