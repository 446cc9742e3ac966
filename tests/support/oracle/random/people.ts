import { type Day, formatDay } from '../day.ts'
import { FIRST_DAY, LAST_DAY, ZONES } from './calendar.ts'
import type { Dice } from './dice.ts'

/** How a made-up person uses the CRM. */
export type Habit = 'adopter' | 'narrow' | 'occasional' | 'dropped' | 'late' | 'signs_in' | 'robot' | 'never'

/** A made-up person, as the event generator needs it. */
export interface MadePerson {
  personId: string
  aliases: string[]
  habit: Habit
  offsetMinutes: number
  joined: Day
  left: Day
}

/** A roster line by column. */
export type RosterCells = Record<string, string>

const ZONE_OF_TRANSFER: readonly [string, ...string[]] = ['Europe/Zurich', 'America/New_York', 'Asia/Kolkata']

/** Invents people with every shape of roster history. */
export function inventPeople(dice: Dice, count = dice.int(8, 18)): { people: MadePerson[]; roster: RosterCells[] } {
  const people: MadePerson[] = []
  const roster: RosterCells[] = []
  for (let n = 1; n <= count; n++) {
    const person = inventPerson(dice, n)
    people.push(person.made)
    roster.push(...inventRows(dice, person.made, person.zone, n))
  }
  // One id is claimed twice: it belongs to the person whose line came first.
  const [first, second] = roster
  if (first !== undefined && second !== undefined && first.person_id !== second.person_id && dice.chance(0.5)) {
    first.aliases = [first.aliases, 'shared-login'].filter(Boolean).join(';')
    second.aliases = [second.aliases, 'shared-login'].filter(Boolean).join(';')
    people[0]?.aliases.push('shared-login')
  }
  return { people, roster }
}

function inventPerson(dice: Dice, n: number): { made: MadePerson; zone: string } {
  const [zone, offsetMinutes] = dice.pick(ZONES)
  const personId = `p-${String(n).padStart(2, '0')}`
  const joined = dice.chance(0.7) ? FIRST_DAY - dice.int(0, 200) : dice.int(FIRST_DAY, LAST_DAY - 20)
  const left = dice.chance(0.2) ? dice.int(joined + 10, LAST_DAY + 40) : LAST_DAY + 400
  const habits: readonly [Habit, ...Habit[]] = [
    'adopter',
    'adopter',
    'adopter',
    'adopter',
    'narrow',
    'occasional',
    'occasional',
    'dropped',
    'dropped',
    'late',
    'signs_in',
    'robot',
    'never',
  ]
  const aliases = dice.chance(0.2) ? [`${personId}-old`, `${personId}@mobile`] : []
  return { made: { personId, aliases, habit: dice.pick(habits), offsetMinutes, joined, left }, zone }
}

function inventRows(dice: Dice, made: MadePerson, zone: string, n: number): RosterCells[] {
  const base = inventRow(dice, made, zone, n)
  const middle = dice.int(made.joined + 5, Math.min(made.left, LAST_DAY) + 5)
  const end = dice.chance(0.8) && made.left > LAST_DAY ? '' : formatDay(Math.max(made.left, middle + 1))
  const moved = { ...base, ...placeOf(dice), valid_from: formatDay(middle), valid_to: end, aliases: '' }
  const shape = dice.pick(['plain', 'plain', 'plain', 'plain', 'transfer', 'gap', 'overlap', 'twice', 'blank'])
  switch (shape) {
    case 'transfer': {
      const elsewhere = { timezone: dice.pick(ZONE_OF_TRANSFER), role: roleOf(dice), workdays: workdaysOf(dice) }
      return [
        { ...base, valid_to: formatDay(middle) },
        { ...moved, ...elsewhere },
      ]
    }
    case 'gap': {
      const back = middle + dice.int(1, 30)
      const later = { ...moved, valid_from: formatDay(back), valid_to: end === '' ? '' : formatDay(back + 90) }
      return [{ ...base, valid_to: formatDay(middle) }, later]
    }
    case 'overlap':
      return [
        { ...base, valid_to: end },
        { ...moved, valid_to: formatDay(middle + dice.int(3, 20)) },
      ]
    case 'twice':
      return [
        { ...base, valid_to: end },
        { ...base, ...placeOf(dice), valid_to: end, role: roleOf(dice) },
      ]
    case 'blank':
      return [{ ...base, valid_from: '', valid_to: end }]
    default:
      return [licensed(dice, made, { ...base, valid_to: end })]
  }
}

function inventRow(dice: Dice, made: MadePerson, zone: string, n: number): RosterCells {
  return {
    person_id: made.personId,
    name: dice.pick([`Person ${n}`, `Zoë, "the ${n}th"`, `李 ${n}`]),
    email: `${made.personId}@example.org`,
    ...placeOf(dice),
    role: roleOf(dice),
    manager_id: managerOf(n),
    valid_from: formatDay(made.joined),
    valid_to: '',
    licensed_from: '',
    licensed_to: '',
    workdays: workdaysOf(dice),
    calendar: dice.pick(['', 'ch', 'ch', 'ae']),
    timezone: zone,
    kind: dice.chance(0.08) ? 'service' : dice.pick(['', 'human']),
    aliases: made.aliases.join(';'),
  }
}

// Licences that begin after the person joined or end before the person leaves.
function licensed(dice: Dice, made: MadePerson, row: RosterCells): RosterCells {
  if (dice.chance(0.6)) return row
  const from = made.joined + dice.int(0, 60)
  const to = dice.chance(0.4) ? formatDay(from + dice.int(10, 250)) : ''
  return { ...row, licensed_from: formatDay(from), licensed_to: to }
}

// Team names are unique in the organisation, so a team implies its department.
function placeOf(dice: Dice): { department: string; team: string } {
  const department = dice.pick(['Sales', 'Sales', 'Sales', 'Service', 'Service', 'Marketing', ''])
  return { department, team: dice.chance(0.1) ? '' : `${department || 'Lone'} ${dice.int(1, 2)}` }
}

function roleOf(dice: Dice): string {
  return dice.pick(['rep', 'rep', 'rep', 'agent', 'executive', 'intern', ''])
}

function workdaysOf(dice: Dice): string {
  return dice.pick([
    '',
    '',
    '',
    'mon tue wed thu fri',
    'sun mon tue wed thu',
    'mon tue wed',
    'tue thu',
    'sat sun',
    'wed',
  ])
}

// Without dice: the first leads most, two lead each other, and some are led through the second.
function managerOf(n: number): string {
  if (n === 1) return ''
  if (n === 5 || n === 6) return n === 5 ? 'p-06' : 'p-05'
  return n % 4 === 0 ? 'p-02' : 'p-01'
}
