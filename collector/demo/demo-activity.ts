import type { DemoAccount } from './demo-accounts.ts'
import { type Actor, createActor } from './demo-actions.ts'
import { type DemoDay, inventDays } from './demo-days.ts'
import type { EventCells } from './demo-event.ts'
import { type DemoPerson, placeOf } from './demo-person.ts'
import type { DemoSpan } from './demo-span.ts'
import { createLocalClock, type LocalClock } from './local-instant.ts'
import { type Dice, openDice } from './seeded-dice.ts'

/** Answers the events of one person, oldest first. */
export type ActivityOf = (person: DemoPerson) => EventCells[]

const crm = 'salesforce'
const officeStart = 7 * 60 + 40

/** Makes the activity of people who work on the accounts of the company. */
export function createActivity(accounts: readonly DemoAccount[], span: DemoSpan): ActivityOf {
  const clock = createLocalClock()
  const awake = accounts.filter((account) => !account.dormant)
  return (person) => {
    const dice = openDice(`activity ${person.personId}`)
    const own = awake.filter((account) => account.owner === person)
    // Who owns no account serves those of the others.
    const actor = createActor(person, own.length > 0 ? own : awake, dice)
    return inventDays(person, span).flatMap((day) => eventsOf({ person, day, actor, dice, clock }))
  }
}

type Scene = { person: DemoPerson; day: DemoDay; actor: Actor; dice: Dice; clock: LocalClock }

function eventsOf(scene: Scene): EventCells[] {
  const { person, day, clock, dice } = scene
  let minute = startOfDay(scene)
  return cellsOf(scene).map((cells, index) => {
    // A week entered in one go is over within the hour.
    minute += day.doing === 'bulk' ? dice.int(1, 4) : dice.int(3, 70)
    const atMs = clock(person.zone, day.day, Math.min(minute, 23 * 60 + 58)) + dice.int(0, 59_999)
    return {
      message_id: `${person.personId}-${day.day}-${index}`,
      // Every second day comes from the other account of the same human.
      person_id: person.aliases[0] !== undefined && day.day % 2 === 0 ? person.aliases[0] : person.personId,
      occurred_at: new Date(atMs).toISOString(),
      origin: originOf(person, dice),
      app: crm,
      ...contactOf(cells, person, atMs, dice),
      ...cells,
    }
  })
}

function cellsOf({ person, day, actor, dice }: Scene): EventCells[] {
  const signIn: EventCells = { event: 'Signed In' }
  const many = (count: number, make: () => EventCells) => Array.from({ length: count }, make)
  switch (day.doing) {
    case 'work': {
      const actions = many(dice.int(1, person.behaviour === 'steady' ? 5 : 3), actor.act)
      const pin = person.traits.has('pins') && dice.chance(0.2) ? [{ event: 'Dashboard Pinned' }] : []
      return [signIn, ...many(dice.int(1, 3), actor.look), ...actions, ...pin]
    }
    case 'bulk':
      return [signIn, ...many(14, actor.act)]
    case 'look':
      return [signIn, ...many(dice.int(1, 4), actor.look)]
    case 'legacy':
      return many(dice.int(1, 3), () => ({ ...actor.act(), app: 'service-sheet' }))
    case 'automated':
      return many(dice.int(1, 2), () => ({
        ...actor.act(),
        origin: dice.pick(['auto_capture', 'agent', 'automation']),
      }))
  }
}

function startOfDay({ person, day, dice }: Scene): number {
  // Late in New York is tomorrow in UTC.
  if (person.traits.has('nights')) return 19 * 60
  return day.doing === 'bulk' ? 15 * 60 : officeStart + dice.int(0, 90)
}

function originOf(person: DemoPerson, dice: Dice): string {
  const isOutside = /^Field/.test(placeOf(person).department)
  const roll = dice.int(1, 10)
  if (roll <= (isOutside ? 4 : 1)) return 'mobile'
  return roll === 10 ? 'mail_plugin' : 'web'
}

const hourMs = 3_600_000

// What was entered is about a contact before it; some enter it weeks later.
function contactOf({ event }: EventCells, person: DemoPerson, atMs: number, dice: Dice): EventCells {
  if (event !== 'Activity Logged') return {}
  const lagHours = person.traits.has('backdates') ? dice.int(10 * 24, 20 * 24) : dice.int(0, dice.chance(0.8) ? 8 : 60)
  return { contact_at: new Date(atMs - lagHours * hourMs).toISOString() }
}
