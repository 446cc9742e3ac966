import type { DemoPerson } from './demo-person.ts'
import { type Day, type DemoSpan, weekdayOf } from './demo-span.ts'
import { type Dice, openDice } from './seeded-dice.ts'

/** What a person does on a day: work, enter a whole week, look around, or work in the old system. */
export type DemoDay = { day: Day; doing: 'work' | 'bulk' | 'look' | 'legacy' | 'automated' }

/** Days on which a person leaves traces, by the way the CRM was taken up. */
export function inventDays(person: DemoPerson, span: DemoSpan): DemoDay[] {
  const dice = openDice(`days ${person.personId}`)
  const present = presentDays(person, span)
  const active = present.filter((day) => day >= person.activeFrom && day <= person.activeTo)
  const work = active.filter(rhythm(person, active, dice)).map((day): DemoDay => ({ day, doing: doingOn(person, day) }))
  return [...work, ...glances(person, present, work, dice), ...weekends(person, work, span, dice)].sort(
    (a, b) => a.day - b.day,
  )
}

// Workdays on which the person is there.
function presentDays(person: DemoPerson, span: DemoSpan): Day[] {
  const days: Day[] = []
  for (let day = span.firstDay; day <= span.lastDay; day++) {
    const isOnRoster = person.intervals.some(({ from, to }) => from <= day && (to === undefined || day < to))
    const isAway = person.leave.some(({ from, to }) => from <= day && day <= to)
    if (isOnRoster && !isAway && day !== span.companyDay && person.workdays.includes(weekdayOf(day))) days.push(day)
  }
  return days
}

function rhythm(person: DemoPerson, active: readonly Day[], dice: Dice): (day: Day, place: number) => boolean {
  const firstDays = new Set(active.slice(0, 4).filter((_, place) => place === 0 || place === 3))
  let skippedLast = false
  switch (person.behaviour) {
    case 'steady':
    case 'narrow':
    case 'stopped':
      // Never two days in a row without, so that every week is regular.
      return () => {
        skippedLast = !skippedLast && dice.chance(0.24)
        return !skippedLast
      }
    case 'perfunctory':
      return (day) => [1, 3, 4].includes(weekdayOf(day))
    case 'rare':
      return (_, place) => (active.length - 1 - place) % 7 === 2
    case 'tried':
      return (day) => firstDays.has(day)
    case 'legacy_only':
      return () => dice.chance(0.6)
    case 'automated_only':
      return () => dice.chance(0.5)
    case 'looks_only':
      return (_, place) => (active.length - 1 - place) % 4 === 1
    case 'absent':
      return () => false
  }
}

function doingOn({ behaviour }: DemoPerson, day: Day): DemoDay['doing'] {
  if (behaviour === 'looks_only') return 'look'
  if (behaviour === 'legacy_only') return 'legacy'
  if (behaviour === 'automated_only') return 'automated'
  return behaviour === 'perfunctory' && weekdayOf(day) === 4 ? 'bulk' : 'work'
}

// People who work little in the CRM still open it, and some who stopped still look.
function glances(
  { behaviour, activeFrom }: DemoPerson,
  present: readonly Day[],
  work: DemoDay[],
  dice: Dice,
): DemoDay[] {
  if (behaviour !== 'rare' && behaviour !== 'stopped') return []
  const worked = new Set(work.map(({ day }) => day))
  const others = present.filter((day) => day >= activeFrom && !worked.has(day) && dice.chance(0.15))
  return others.map((day) => ({ day, doing: 'look' }))
}

function weekends(person: DemoPerson, work: DemoDay[], span: DemoSpan, dice: Dice): DemoDay[] {
  if (!person.traits.has('weekends')) return []
  const fridays = work.filter(({ day }) => weekdayOf(day) === 4 && day < span.lastDay && dice.chance(0.6))
  return fridays.map(({ day }) => ({ day: day + 1, doing: 'work' }))
}
