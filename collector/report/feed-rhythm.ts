import { getISODay } from 'date-fns/getISODay'
import { parseISO } from 'date-fns/parseISO'
import type { CalendarDate } from '../../schema/calendar-date.ts'
import { daysBetween, shiftDay } from './calendar.ts'

/** Days on which a feed brought something new, local dates in ascending order. */
export type Deliveries = {
  days: readonly CalendarDate[]
  /** Its events come by imports of files alone. */
  byFile: boolean
}

/** When a feed delivers, and whether it is late. */
export type FeedRhythm = {
  state: 'live' | 'quiet' | 'stopped'
  delivers_on: number[]
  usual_gap_days: number | null
  missed_days: number
  /** The days of its rhythm that it missed. */
  missed: CalendarDate[]
}

const windowDays = 28
const weekdays = [1, 2, 3, 4, 5, 6, 7]
const newFileQuietDays = 7
const fileDeliveriesMin = 3
const fileSpanDaysMin = 14

/**
 * Judges a feed by its own rhythm: the weekdays on which it brought something new at least every second time in the
 * four weeks up to its last delivery. One whole such day without anything is quiet, two are stopped.
 */
export function judgeFeed(
  { days, byFile }: Deliveries,
  { today, isDayOff }: { today: CalendarDate; isDayOff: (day: CalendarDate) => boolean },
): FeedRhythm {
  const [first, last] = [days[0], days.at(-1)]
  const unknown = { delivers_on: [], usual_gap_days: null, missed_days: 0, missed: [] }
  if (first === undefined || last === undefined) return { state: 'stopped', ...unknown }
  const silentDays = Math.max(0, daysBetween(last, today))
  // Who imports by hand, once or to try it out, has promised no next file.
  if (byFile && (days.length < fileDeliveriesMin || daysBetween(first, last) < fileSpanDaysMin)) {
    return { state: silentDays > newFileQuietDays ? 'quiet' : 'live', ...unknown }
  }
  const usual = usualWeekdays({ days, byFile }, isDayOff)
  if (usual.length === 0) return judgeRare(days, silentDays)
  const missed = between(last, today).filter((day) => usual.includes(weekdayOf(day)) && !isDayOff(day))
  const state = missed.length === 0 ? 'live' : missed.length === 1 ? 'quiet' : 'stopped'
  return { ...unknown, state, delivers_on: usual, missed_days: missed.length, missed }
}

function usualWeekdays({ days, byFile }: Deliveries, isDayOff: (day: CalendarDate) => boolean): number[] {
  const last = days.at(-1) ?? ''
  const earliest = shiftDay(last, 1 - windowDays)
  const from = days[0] !== undefined && days[0] > earliest ? days[0] : earliest
  const delivered = new Set(days)
  const window = [from, ...between(from, last), ...(from === last ? [] : [last])]
  return weekdays.filter((weekday) => {
    const seen = window.filter((day) => weekdayOf(day) === weekday && (delivered.has(day) || !isDayOff(day)))
    // A feed that is younger than the weekday is taken to work from Monday to Friday.
    if (seen.length === 0) return !byFile && weekday <= 5
    return seen.filter((day) => delivered.has(day)).length * 2 >= seen.length
  })
}

// Less often than every second week: its own longest gap is what it may be silent for.
function judgeRare(days: readonly CalendarDate[], silentDays: number): FeedRhythm {
  const gap = Math.max(...days.slice(1).map((day, index) => daysBetween(days[index] ?? day, day)))
  const state = silentDays <= gap ? 'live' : silentDays <= 2 * gap ? 'quiet' : 'stopped'
  return { state, delivers_on: [], usual_gap_days: gap, missed_days: 0, missed: [] }
}

/** The days between two, both left out. */
function between(from: CalendarDate, to: CalendarDate): CalendarDate[] {
  const count = Math.max(0, daysBetween(from, to) - 1)
  return Array.from({ length: count }, (_, index) => shiftDay(from, index + 1))
}

function weekdayOf(day: CalendarDate): number {
  return getISODay(parseISO(day))
}
