import { type Day, daysBetween } from './day.ts'
import { expectedDays, personDay } from './expectation.ts'
import type { LeaveRow } from './inputs.ts'
import type { Organisation, Person } from './organisation.ts'

const LONG_LEAVE_DAYS = 20
const GRACE_DAYS = 5

/** Does a long leave, running or just ended, keep the person from being lapsed on `on`? */
export function isShieldedByLongLeave(org: Organisation, person: Person, on: Day): boolean {
  return mergeLeave(person.leave).some(
    (leave) =>
      leave.from <= on && isLong(org, person, leave) && expectedDays(org, person, leave.to + 1, on) <= GRACE_DAYS,
  )
}

/** Touching and overlapping rows become one leave. */
export function mergeLeave(rows: LeaveRow[]): { from: Day; to: Day }[] {
  const merged: { from: Day; to: Day }[] = []
  for (const row of [...rows].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last !== undefined && row.from <= last.to + 1) last.to = Math.max(last.to, row.to)
    else merged.push({ from: row.from, to: row.to })
  }
  return merged
}

function isLong(org: Organisation, person: Person, leave: { from: Day; to: Day }): boolean {
  const wouldWork = daysBetween(leave.from, leave.to).filter((day) => personDay(org, person, day).expectedButForLeave)
  return wouldWork.length >= LONG_LEAVE_DAYS
}
