import { addFault, textCell } from './cell.ts'
import { parseDate } from './date-cell.ts'

const instantForm = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?) ?([Zz]|[+-]\d{2}:?\d{2})$/
const epochForm = /^\d{9,16}(\.\d+)?$/

/** Range of the store's instants, in epoch milliseconds: 1900 to 2299. */
const storeRange = { from: Date.UTC(1900, 0, 1), to: Date.UTC(2299, 0, 1) }

/** Reads RFC 3339 or epoch milliseconds; undefined when it is neither. */
export function parseInstant(text: string): number | undefined {
  if (epochForm.test(text)) return Math.trunc(Number(text))
  const [, date, time, zone] = instantForm.exec(text) ?? []
  if (date === undefined || time === undefined || zone === undefined || !parseDate(date)) return undefined
  const at = Date.parse(`${date}T${time.replace(',', '.')}${zoneOf(zone)}`)
  return Number.isNaN(at) ? undefined : at
}

/** An instant in epoch milliseconds; blank is null. */
export const instantCell = textCell.transform((text, context): number | null => {
  if (text === '') return null
  const at = parseInstant(text)
  if (at === undefined) return addFault(context, 'not_an_instant', fault(text))
  const stored = at >= storeRange.from && at < storeRange.to
  return stored ? at : addFault(context, 'out_of_range', 'must lie between the years 1900 and 2299')
})

/** An instant that must be there, in epoch milliseconds. */
export const requiredInstantCell = instantCell.transform((at, context) =>
  at === null ? addFault(context, 'missing', 'is missing') : at,
)

function zoneOf(zone: string): string {
  if (zone.length === 1) return 'Z'
  return zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`
}

function fault(text: string): string {
  const wanted = 'must be an instant such as 2026-03-31T10:00:00Z or epoch milliseconds'
  // The most frequent mistake deserves its own words.
  const naive = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}|$)/.test(text)
  return naive ? `${wanted}; it names no time zone: add one, or set timezone in a --map file` : wanted
}
