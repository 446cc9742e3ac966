/** Formats epoch milliseconds the way the store's DateTime64(3, 'UTC') columns read them. */
export function formatInstant(ms: number): string {
  const iso = new Date(ms).toISOString()
  return `${iso.slice(0, 10)} ${iso.slice(11, 23)}`
}

/** UTC date of epoch milliseconds, `YYYY-MM-DD`. */
export function formatDate(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

/** Reads what the store answers for a DateTime64(3, 'UTC') column. */
export function parseStoredInstant(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}Z`)
}
