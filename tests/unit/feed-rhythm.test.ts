import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { shiftDay } from '../../collector/report/calendar.ts'
import { type Deliveries, judgeFeed } from '../../collector/report/feed-rhythm.ts'

// November 2025: the 3rd, 10th, 17th and 24th are Mondays.
const monday = '2025-11-03'
const noHolidays = () => false

const judge = (given: Deliveries, today: string, isDayOff: (day: string) => boolean = noHolidays) =>
  judgeFeed(given, { today, isDayOff })

/** Days from the Monday on, by their number: 0 is Monday the 3rd. */
const daysAt = (...places: number[]) => places.map((place) => shiftDay(monday, place))
const workdays = (weeks: number) =>
  daysAt(...Array.from({ length: weeks }, (_, week) => [0, 1, 2, 3, 4].map((day) => week * 7 + day)).flat())

describe('a feed of the wire that works from Monday to Friday', () => {
  const wire = { days: workdays(2), byFile: false }

  it.each([
    ['Friday evening, it delivered today', '2025-11-14', 'live', 0],
    ['Saturday', '2025-11-15', 'live', 0],
    ['Monday, which is not over', '2025-11-17', 'live', 0],
    ['Tuesday: Monday passed without anything', '2025-11-18', 'quiet', 1],
    ['Wednesday: Monday and Tuesday passed', '2025-11-19', 'stopped', 2],
  ])('%s', (_, today, state, missed) => {
    expect(judge(wire, today)).toMatchObject({
      state,
      missed_days: missed,
      delivers_on: [1, 2, 3, 4, 5],
      usual_gap_days: null,
    })
  })

  it('is not missed on a public holiday', () => {
    const mondayOff = (day: string) => day === '2025-11-17'
    expect(judge(wire, '2025-11-18', mondayOff).state).toBe('live')
    expect(judge(wire, '2025-11-19', mondayOff).state).toBe('quiet')
  })

  it('does not lose a weekday by its holidays', () => {
    const days = workdays(4).filter((day) => !['2025-11-10', '2025-11-17', '2025-11-24'].includes(day))
    const off = (day: string) => day > '2025-11-03' && new Date(day).getUTCDay() === 1
    expect(judge({ days, byFile: false }, '2025-12-03', off).delivers_on).toEqual([1, 2, 3, 4, 5])
    expect(judge({ days, byFile: false }, '2025-12-03').delivers_on).toEqual([2, 3, 4, 5])
  })
})

it('a feed that is one day old is taken to work on the other workdays too', () => {
  const wire = { days: [monday], byFile: false }
  expect(judge(wire, '2025-11-04').state).toBe('live')
  expect(judge(wire, '2025-11-05')).toMatchObject({ state: 'quiet', delivers_on: [1, 2, 3, 4, 5] })
  expect(judge(wire, '2025-11-06').state).toBe('stopped')
})

it('a feed that delivers on Mondays alone may be silent for a week', () => {
  const weekly = { days: daysAt(0, 7, 14, 21), byFile: true }
  for (const [today, state] of [
    ['2025-11-30', 'live'],
    ['2025-12-01', 'live'],
    ['2025-12-02', 'quiet'],
    ['2025-12-08', 'quiet'],
    ['2025-12-09', 'stopped'],
  ] as const) {
    expect([today, judge(weekly, today)]).toEqual([today, expect.objectContaining({ state, delivers_on: [1] })])
  }
})

it('a feed that comes less than every second week may be silent for its longest gap, and is stopped after two', () => {
  // 30 and 33 days apart; the last on 5 January.
  const monthly = { days: daysAt(0, 30, 63), byFile: true }
  expect(judge(monthly, '2026-02-07')).toEqual({
    ...{ state: 'live', delivers_on: [], usual_gap_days: 33, missed_days: 0, missed: [] },
  })
  expect(judge(monthly, '2026-02-08').state).toBe('quiet')
  expect(judge(monthly, '2026-03-12').state).toBe('quiet')
  expect(judge(monthly, '2026-03-13').state).toBe('stopped')
})

it('files that were imported once or twice promise no next one', () => {
  for (const days of [daysAt(0), daysAt(0, 1), daysAt(0, 1, 2)]) {
    expect(judge({ days, byFile: true }, '2025-11-06').state).toBe('live')
    expect(judge({ days, byFile: true }, '2026-11-06')).toMatchObject({ state: 'quiet', delivers_on: [] })
  }
})

it('what never brought an event has stopped', () => {
  expect(judge({ days: [], byFile: false }, monday).state).toBe('stopped')
})

const someDays = fc
  .uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 40 })
  .map((places) => daysAt(...places.sort((one, other) => one - other)))
const severity = { live: 0, quiet: 1, stopped: 2 }

property.prop([someDays, fc.boolean(), fc.integer({ min: 0, max: 80 })])(
  'silence only ever makes it worse, and on the day after a delivery nothing is late',
  (days, byFile, silent) => {
    const at = (place: number) => judge({ days, byFile }, shiftDay(days.at(-1) ?? monday, place)).state
    expect(at(0)).toBe('live')
    expect(at(1)).toBe('live')
    expect(severity[at(silent + 1)]).toBeGreaterThanOrEqual(severity[at(silent)])
  },
)
