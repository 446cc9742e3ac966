import type { DemoPerson } from './demo-person.ts'
import { type DemoSpan, dateOf } from './demo-span.ts'
import { openDice } from './seeded-dice.ts'

/** Courses people took: one that shows in adoption, one that does not. */
export function trainingRows(people: readonly DemoPerson[], span: DemoSpan) {
  return people.flatMap((person) => {
    const dice = openDice(`training ${person.personId}`)
    const goLive = span.goLive[person.wave]
    const isKeen = ['steady', 'perfunctory', 'stopped'].includes(person.behaviour)
    const courses: [string, number][] = []
    // Most of those who took to the CRM had the basics before they began.
    if (dice.chance(isKeen ? 0.7 : 0.25))
      courses.push(['CRM basics', Math.max(goLive - 10, person.activeFrom - dice.int(1, 12))])
    if (dice.chance(0.3)) courses.push(['Reports and dashboards', goLive + dice.int(0, 40)])
    // Trained three weeks ago, and no trace of it since.
    if (!isKeen && dice.chance(0.2)) courses.push(['CRM refresher', span.lastDay - 21 - dice.int(0, 4)])
    return courses
      .filter(([, day]) => day <= span.lastDay)
      .map(([course, day]) => ({ person_id: person.personId, course, completed_on: dateOf(day) }))
  })
}
