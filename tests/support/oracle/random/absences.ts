import { type Day, formatDay } from '../day.ts'
import { FIRST_DAY, LAST_DAY } from './calendar.ts'
import type { Dice } from './dice.ts'
import type { MadePerson } from './people.ts'

/** Leave as rows of the contract: short, long, touching, overlapping, by alias, beyond the end. */
export function inventLeave(dice: Dice, people: MadePerson[]): Record<string, string>[] {
  const rows: Record<string, string>[] = []
  for (const person of people) {
    if (dice.chance(0.5)) continue
    const id = dice.chance(0.3) ? (person.aliases[0] ?? person.personId) : person.personId
    const add = (from: Day, to: Day) =>
      rows.push({ person_id: id, from: formatDay(from), to: formatDay(to), kind: dice.pick(['', 'holiday', 'sick']) })
    const from = dice.int(FIRST_DAY, LAST_DAY)
    const to = from + dice.pick([dice.int(0, 4), dice.int(10, 34), dice.int(25, 29), dice.int(30, 70)])
    add(from, to)
    const second = dice.pick(['none', 'none', 'touching', 'overlapping', 'apart'])
    if (second === 'touching') add(to + 1, to + dice.int(1, 25))
    if (second === 'overlapping') add(to - dice.int(0, 3), to + dice.int(0, 20))
    if (second === 'apart') add(to + 3, to + dice.int(3, 30))
  }
  return rows
}

/** Two calendars with days off, of which some fall on weekends. */
export function inventHolidays(dice: Dice): Record<string, string>[] {
  const rows: Record<string, string>[] = []
  for (const calendar of ['ch', 'ae']) {
    const days = new Set([dice.int(FIRST_DAY, LAST_DAY), dice.int(FIRST_DAY, LAST_DAY), LAST_DAY - dice.int(0, 20)])
    for (const day of days) rows.push({ calendar, date: formatDay(day), name: `Day off, ${calendar}` })
  }
  return rows
}
