import type { DemoPerson } from './demo-person.ts'
import { type DemoSpan, weekdayOf } from './demo-span.ts'
import { openDice } from './seeded-dice.ts'

/** Gives many people a week or two off, on Mondays, clear of the last five weeks. */
export function addVacations(people: DemoPerson[], span: DemoSpan): void {
  for (const person of people) {
    const dice = openDice(`vacation ${person.personId}`)
    if (person.leave.length > 0 || person.behaviour === 'stopped' || !dice.chance(0.45)) continue
    const day = dice.int(span.firstDay, span.lastDay - 50)
    const from = day - weekdayOf(day)
    const to = from + (dice.chance(0.3) ? 11 : 4)
    person.leave.push({ from, to, kind: 'vacation' })
  }
}
