import { type Day, daysBetween } from './day.ts'
import { personDay } from './expectation.ts'
import type { Organisation, Person } from './organisation.ts'

/** Seven days with the number of expected days among them. */
export interface Block {
  from: Day
  to: Day
  expected: number
}

/** The newest four expected blocks among the eight, newest first. */
export type Window = Block[]

/** The window of a person on a date. */
export function windowOf(org: Organisation, person: Person, on: Day): Window {
  return expectedBlocks(org, person, on, false).slice(0, 4)
}

/** Enough expected blocks and expected days to say anything; `ignoreLeave` asks as if there were no leave. */
export function isMeasurable(org: Organisation, person: Person, on: Day, ignoreLeave: boolean): boolean {
  const { measuredBlocks, measuredDays } = org.program.thresholds
  const enoughBlocks = expectedBlocks(org, person, on, ignoreLeave).length >= measuredBlocks
  return enoughBlocks && count(org, person, on - 27, on, ignoreLeave) >= measuredDays
}

function expectedBlocks(org: Organisation, person: Person, on: Day, ignoreLeave: boolean): Block[] {
  return [0, 1, 2, 3, 4, 5, 6, 7]
    .map((back) => ({ from: on - 7 * back - 6, to: on - 7 * back }))
    .map((block) => ({ ...block, expected: count(org, person, block.from, block.to, ignoreLeave) }))
    .filter((block) => block.expected >= org.program.thresholds.blockDays)
}

function count(org: Organisation, person: Person, from: Day, to: Day, ignoreLeave: boolean): number {
  return daysBetween(from, to).filter((day) => {
    const facts = personDay(org, person, day)
    return ignoreLeave ? facts.expectedButForLeave : facts.expected
  }).length
}
