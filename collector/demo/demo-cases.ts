import { type Behaviour, departments } from './demo-company.ts'
import type { Hire } from './demo-people.ts'
import { type DemoPerson, placeOf, type Trait } from './demo-person.ts'
import type { DemoSpan } from './demo-span.ts'

/** Takes the next people of a department and behaviour whom no case has taken yet. */
type Take = (department: string, behaviour: Behaviour, count?: number) => DemoPerson[]

/** Gives some people the fates a measure has to get right; answers the leavers, who come on top. */
export function applyCases(people: DemoPerson[], span: DemoSpan, hire: Hire): DemoPerson[] {
  const take = createTake(people)
  giveLeave(take, span)
  givePartTime(take)
  giveJoiners(take, span)
  giveTransfers(take, span)
  giveLicences(take, span)
  giveAliases(take)
  giveTraits(take)
  return hireLeavers(span, hire, people)
}

function createTake(people: DemoPerson[]): Take {
  const taken = new Set<DemoPerson>()
  return (department, behaviour, count = 1) => {
    const free = people.filter(
      (person) =>
        !taken.has(person) &&
        !person.isLead &&
        person.behaviour === behaviour &&
        placeOf(person).department === department,
    )
    const chosen = free.slice(0, count)
    if (chosen.length < count)
      throw new Error(`${department} has only ${chosen.length} of ${count} people left: ${behaviour}`)
    for (const person of chosen) taken.add(person)
    return chosen
  }
}

function giveLeave(take: Take, { lastDay }: DemoSpan): void {
  const away = [
    ...take('Field Sales', 'steady', 2),
    ...take('Marketing', 'steady'),
    ...take('Customer Service', 'steady'),
  ]
  for (const person of away) person.leave.push({ from: lastDay - 45, to: lastDay + 80, kind: 'parental' })
  for (const person of take('Inside Sales', 'steady', 2)) {
    // Two rows that touch are one leave.
    person.leave.push({ from: lastDay - 120, to: lastDay - 106, kind: 'sick' })
    person.leave.push({ from: lastDay - 105, to: lastDay - 88, kind: 'sick' })
  }
  for (const person of take('Field Service', 'stopped', 2)) {
    // Back for a week: silent for longer than ten expected days, and yet not lapsed.
    person.leave.push({ from: lastDay - 40, to: lastDay - 7, kind: 'parental' })
    person.activeTo = lastDay - 58
  }
}

function givePartTime(take: Take): void {
  const weeks = [
    [0, 1, 2],
    [2, 3, 4],
    [0, 1, 3, 4],
    [0, 2, 4],
  ]
  const partTimers = [
    ...take('Customer Service', 'steady', 8),
    ...take('Finance', 'steady', 3),
    ...take('Marketing', 'steady', 3),
    ...take('Operations', 'rare', 2),
  ]
  for (const [index, person] of partTimers.entries()) person.workdays = weeks[index % weeks.length] ?? []
  // One expected day a week is too little to be measured, however long it goes on.
  for (const person of [...take('Customer Service', 'steady'), ...take('Field Sales', 'rare')]) person.workdays = [4]
}

function giveJoiners(take: Take, { lastDay }: DemoSpan): void {
  const joins = (person: DemoPerson, from: number) => {
    person.intervals = person.intervals.map((interval) => ({ ...interval, from }))
    person.activeFrom = Math.max(person.activeFrom, from + 1)
  }
  // Too early to be measured.
  for (const person of take('Field Sales', 'steady', 2)) joins(person, lastDay - 5)
  for (const person of take('Operations', 'absent')) joins(person, lastDay - 5)
  for (const [index, person] of take('Inside Sales', 'steady', 3).entries()) joins(person, lastDay - 60 - index * 21)
  for (const person of take('Customer Service', 'steady', 3)) joins(person, lastDay - 65)
}

function giveTransfers(take: Take, { lastDay }: DemoSpan): void {
  const moves: [string, { department: string; team: string }, number][] = [
    ['Field Sales', { department: 'Inside Sales', team: 'Inside Alps' }, 80],
    ['Field Sales', { department: 'Inside Sales', team: 'Inside Americas' }, 52],
    ['Inside Sales', { department: 'Customer Service', team: 'Service Desk' }, 66],
    ['Customer Service', { department: 'Field Service', team: 'Technicians North' }, 40],
    ['Customer Service', { department: 'Operations', team: 'Order Desk' }, 24],
  ]
  for (const [department, earlier, daysAgo] of moves) {
    for (const person of take(department, 'steady')) {
      const now = placeOf(person)
      const moved = lastDay - daysAgo
      person.intervals = [
        { ...now, ...earlier, to: moved },
        { ...now, from: moved },
      ]
    }
  }
}

function giveLicences(take: Take, { lastDay, goLive }: DemoSpan): void {
  for (const person of [...take('Field Sales', 'steady'), ...take('Marketing', 'steady')]) {
    const now = placeOf(person)
    const lost = lastDay - 90
    // Three weeks without a licence: `start` begins anew after them.
    person.intervals = [
      { ...now, to: lost },
      { ...now, from: lost, licensedFrom: lost + 21 },
    ]
  }
  for (const person of take('Operations', 'absent')) {
    person.intervals = person.intervals.map((interval) => ({ ...interval, licensedFrom: lastDay + 30 }))
  }
  for (const person of [...take('Finance', 'steady', 2), ...take('Operations', 'steady', 2)]) {
    // Licensed since always, and at it before the wave is live.
    person.activeFrom = goLive[2] - 24
  }
}

function giveAliases(take: Take): void {
  const doubles = [...take('Inside Sales', 'steady', 2), ...take('Customer Service', 'steady', 2)]
  for (const person of doubles) person.aliases = [person.personId.replace('nw-', 'mobile-')]
  const [first, second] = doubles
  // The same tablet stands on two people; it belongs to the first.
  if (first && second) second.aliases = [...second.aliases, ...first.aliases]
}

function giveTraits(take: Take): void {
  const mark = (trait: Trait, people: DemoPerson[]) => {
    for (const person of people) person.traits.add(trait)
  }
  mark('weekends', [...take('Field Sales', 'steady', 3), ...take('Customer Service', 'steady', 3)])
  mark('nights', [...take('Inside Sales', 'steady', 2), ...take('Customer Service', 'steady', 2)])
  mark('copies', [...take('Field Sales', 'narrow', 2), ...take('Inside Sales', 'steady')])
  mark('backdates', [...take('Field Sales', 'rare', 2), ...take('Marketing', 'rare')])
  mark('placeholders', [...take('Field Sales', 'perfunctory', 2), ...take('Inside Sales', 'perfunctory')])
  mark('pins', [...take('Finance', 'steady', 2), ...take('Marketing', 'steady', 2)])
  mark('late', take('Field Service', 'steady', 3))
}

function hireLeavers({ lastDay }: DemoSpan, hire: Hire, people: DemoPerson[]): DemoPerson[] {
  const places: [string, Behaviour][] = [
    ['Field Sales', 'steady'],
    ['Field Sales', 'narrow'],
    ['Field Sales', 'looks_only'],
    ['Inside Sales', 'steady'],
    ['Customer Service', 'steady'],
    ['Customer Service', 'rare'],
    ['Field Service', 'absent'],
    ['Marketing', 'steady'],
    ['Operations', 'absent'],
  ]
  return places.flatMap(([name, behaviour], index) => {
    const department = departments.find((each) => each.name === name)
    const team = department?.teams[0]
    const lead = people.find((person) => person.isLead && placeOf(person).team === team?.name)
    if (!department || !team) return []
    const leaver = hire(department, team, behaviour, { managerId: lead?.personId ?? '', isLead: false })
    const to = lastDay - 6 - index * 11
    leaver.intervals = leaver.intervals.map((interval) => ({ ...interval, to }))
    leaver.activeTo = to - 1
    return [leaver]
  })
}
