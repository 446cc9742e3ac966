import { type Cell, cellOf, type Refuse, readText } from './cell.ts'
import { parseDate } from './date-cell.ts'
import { parseIsoInstant } from './iso-instant.ts'

const instantForm = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?) ?([Zz]|[+-]\d{2}:?\d{2})$/
const epochForm = /^\d{9,16}(\.\d+)?$/

/** Range of the store's instants, in epoch milliseconds: 1900 to 2299. */
const storeRange = { from: Date.UTC(1900, 0, 1), to: Date.UTC(2299, 0, 1) }

/** Tells whether the store can hold an instant in epoch milliseconds. */
export function isStorable(at: number): boolean {
  return at >= storeRange.from && at < storeRange.to
}

/** Reads RFC 3339 or epoch milliseconds; undefined when it is neither. */
export function parseInstant(text: string): number | undefined {
  const iso = parseIsoInstant(text)
  if (iso !== undefined) return iso
  if (epochForm.test(text)) return Math.trunc(Number(text))
  const [, date, time, zone] = instantForm.exec(text) ?? []
  if (date === undefined || time === undefined || zone === undefined || !parseDate(date)) return undefined
  const at = Date.parse(`${date}T${time.replace(',', '.')}${zoneOf(zone)}`)
  return Number.isNaN(at) ? undefined : at
}

/** An instant in epoch milliseconds; blank is null. */
export function readInstant(cell: Cell, refuse: Refuse): number | null {
  const text = readText(cell, refuse)
  if (text === '') return null
  const at = parseInstant(text)
  if (at === undefined) refuse('not_an_instant', fault(text))
  else if (!isStorable(at)) {
    refuse('out_of_range', 'must lie between the years 1900 and 2299')
  } else return at
  return null
}

/** An instant that must be there, in epoch milliseconds. */
export function readRequiredInstant(cell: Cell, refuse: Refuse): number {
  const at = readInstant(cell, refuse)
  if (at === null) refuse('missing', 'is missing')
  return at ?? 0
}

/** An instant in epoch milliseconds; blank is null. */
export const instantCell = cellOf(readInstant)

/** An instant that must be there, in epoch milliseconds. */
export const requiredInstantCell = cellOf(readRequiredInstant)

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
