import { eventDay, isValueAction } from './activity.ts'
import type { Day } from './day.ts'
import { personDay } from './expectation.ts'
import type { EventRow } from './inputs.ts'
import type { Organisation, Person } from './organisation.ts'

/** Value actions of a person on eligible days from `from` to `to`. */
export function valueActions(org: Organisation, person: Person, from: Day, to: Day): EventRow[] {
  return eventsOnEligibleDays(org, person, from, to).filter((event) => isValueAction(org, person, event))
}

/** Events of a person, of any meaning, on eligible days from `from` to `to`. */
export function eventsOnEligibleDays(org: Organisation, person: Person, from: Day, to: Day): EventRow[] {
  return person.events.filter((event) => {
    const day = eventDay(org, person, event)
    return from <= day && day <= to && personDay(org, person, day).eligible
  })
}
