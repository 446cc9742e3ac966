import { applyCases } from './demo-cases.ts'
import { type Behaviour, behaviours, type DemoDepartment, type DemoTeam, departments } from './demo-company.ts'
import { createNames } from './demo-names.ts'
import type { DemoPerson } from './demo-person.ts'
import type { Day, DemoSpan } from './demo-span.ts'
import { addVacations } from './demo-vacations.ts'
import { type Dice, openDice } from './seeded-dice.ts'

/** Everyone of the company, the special cases included. */
export function inventPeople(span: DemoSpan): DemoPerson[] {
  const hire = createHire(span)
  const board = departments.filter((department) => department.role === 'executive')
  const others = departments.filter((department) => department.role !== 'executive')
  // The board comes first: somebody must be there to report to.
  const leaders = board.flatMap((department) => staff(department, '', hire))
  const rest = others.flatMap((department, index) => {
    const head = leaders[1 + (index % (leaders.length - 1))]
    return staff(department, head?.personId ?? '', hire)
  })
  const people = [...leaders, ...rest]
  const leavers = applyCases(people, span, hire)
  addVacations([...people, ...leavers], span)
  return [...people, ...leavers]
}

/** Makes one person of a team. */
export type Hire = (
  department: DemoDepartment,
  team: DemoTeam,
  behaviour: Behaviour,
  place: { managerId: string; isLead: boolean },
) => DemoPerson

function createHire(span: DemoSpan): Hire {
  const dice = openDice('people')
  const nextName = createNames(openDice('names'))
  let count = 0
  return (department, team, behaviour, { managerId, isLead }) => {
    count += 1
    const { wave, role, name } = department
    return {
      personId: `nw-${String(count).padStart(4, '0')}`,
      ...nextName(),
      role: isLead && role !== 'executive' ? 'team_lead' : role,
      managerId,
      isLead,
      wave,
      zone: team.zone,
      calendar: team.calendar,
      workdays: team.workdays,
      intervals: [{ from: span.firstDay - dice.int(100, 3000), department: name, team: team.name }],
      leave: [],
      aliases: [],
      behaviour,
      activeFrom: span.goLive[wave] + startDelay(wave, behaviour, dice),
      activeTo: lastActive(wave, behaviour, span, dice),
      traits: new Set(),
    }
  }
}

function staff(department: DemoDepartment, headId: string, hire: Hire): DemoPerson[] {
  const dice = openDice(`mix ${department.name}`)
  const dealt = dice.shuffle(
    behaviours.flatMap((each) => Array.from({ length: department.mix[each] ?? 0 }, () => each)),
  )
  const people: DemoPerson[] = []
  for (const team of department.teams) {
    let managerId = headId
    for (let place = 0; place < team.size; place++) {
      const isLead = place === 0 && team.size > 3
      const person = hire(department, team, dealt[people.length] ?? 'absent', { managerId, isLead })
      // The chief leads the board, a lead the team.
      if (place === 0 && (isLead || department.role === 'executive')) managerId = person.personId
      people.push(person)
    }
  }
  return people
}

// Wave 1 grew over months, wave 2 took what it got in three weeks and then stood still, wave 3 is young.
function startDelay(wave: 0 | 1 | 2, behaviour: Behaviour, dice: Dice): number {
  // Whoever stops has to have been adopted before.
  if (behaviour === 'stopped') return dice.int(0, 3)
  if (wave === 0) return dice.chance(0.7) ? dice.int(0, 40) : dice.int(40, 110)
  return wave === 1 ? dice.int(0, 21) : dice.int(0, 12)
}

function lastActive(wave: 0 | 1 | 2, behaviour: Behaviour, span: DemoSpan, dice: Dice): Day {
  return behaviour === 'stopped' ? span.lastDay - dice.int(27, wave === 2 ? 33 : 70) : span.lastDay
}
