import { formatDay } from '../day.ts'
import { FIRST_DAY, LAST_DAY } from './calendar.ts'
import type { Dice } from './dice.ts'
import type { MadePerson } from './people.ts'

/** Courses that about half of the people completed. */
export function inventTraining(dice: Dice, people: MadePerson[]): Record<string, string>[] {
  return people
    .filter(() => dice.chance(0.5))
    .map((person) => ({
      person_id: person.personId,
      course: dice.pick(['basics', 'pipeline']),
      completed_on: formatDay(dice.int(FIRST_DAY, LAST_DAY)),
    }))
}

/** Some complete a course twice, or under another id of theirs. */
export function repeatTraining(dice: Dice, people: MadePerson[]): Record<string, string>[] {
  return people
    .filter(() => dice.chance(0.4))
    .map((person) => ({
      person_id: person.aliases[0] ?? person.personId,
      course: dice.pick(['basics', 'pipeline']),
      completed_on: formatDay(dice.int(FIRST_DAY, LAST_DAY)),
    }))
}
