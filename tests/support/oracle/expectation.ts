import { type Day, daysBetween, weekday } from './day.ts'
import { holidayKey, type Organisation, type Person, type PersonDay } from './organisation.ts'
import { phaseOf, rowOn } from './roster.ts'

/** Roster row, phase, eligible and expected of a person on a day. */
export function personDay(org: Organisation, person: Person, day: Day): PersonDay {
  let facts = person.days.get(day)
  if (facts === undefined) {
    facts = judgeDay(org, person, day)
    person.days.set(day, facts)
  }
  return facts
}

/** E: the number of expected days from `from` to `to`. */
export function expectedDays(org: Organisation, person: Person, from: Day, to: Day): number {
  return daysBetween(from, to).filter((day) => personDay(org, person, day).expected).length
}

/** First day of the unbroken run of eligible days that holds `on`; the person must be eligible on `on`. */
export function startOfRun(org: Organisation, person: Person, on: Day): Day {
  let day = on
  while (!person.starts.has(day) && personDay(org, person, day - 1).eligible) day--
  const start = person.starts.get(day) ?? day
  person.starts.set(on, start)
  return start
}

function judgeDay(org: Organisation, person: Person, day: Day): PersonDay {
  const row = rowOn(person.rows, day)
  if (row === null) {
    return { row, phase: null, eligible: false, expectedButForLeave: false, onLeave: false, expected: false }
  }
  const phase = phaseOf(row, org.program.phases, org.roster.personOf)
  const isLicensed = row.licensedFrom <= day && day < row.licensedTo
  const eligible = row.kind === 'human' && isLicensed && phase !== null && phase.goLive <= day
  const isHoliday = org.holidays.has(holidayKey(row.calendar, day))
  const expectedButForLeave = eligible && row.workdays.includes(weekday(day)) && !isHoliday
  const onLeave = person.leave.some((leave) => leave.from <= day && day <= leave.to)
  return { row, phase, eligible, expectedButForLeave, onLeave, expected: expectedButForLeave && !onLeave }
}
