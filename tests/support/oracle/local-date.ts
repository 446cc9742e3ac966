import { type Day, parseDay } from './day.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

/** The local date of an instant in an IANA zone, by the zone's own rules. */
export function localDate(instantMs: number, zone: string): Day {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formats.set(zone, format)
  }
  return parseDay(format.format(instantMs))
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** What calendar and clock show at an instant in an IANA zone: `YYYY-MM-DD HH:MM:SS`. */
export function localClock(instantMs: number, zone: string): string {
  let format = clocks.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
    clocks.set(zone, format)
  }
  return format.format(instantMs)
}
