import { type Day, weekday } from '../day.ts'
import { FIRST_DAY, formatInstant, LAST_DAY } from './calendar.ts'
import { type Dice, openDice } from './dice.ts'
import type { Habit, MadePerson } from './people.ts'

/** An event line by column. */
export type EventCells = Record<string, string>

/** A record or account that events can be about. */
export interface Subject {
  object: string
  recordId: string
  accountId: string
  /** Day after the first version: earlier acts are about something else. */
  from: Day
}

const DAY_MS = 86_400_000
const WRITES: readonly [string, ...string[]] = [
  'Record Created',
  'Record Updated',
  'Record Updated',
  'Activity Logged',
  'Activity Logged',
  'Task Completed',
  'Stage Changed',
  'Forecast Submitted',
  'Record Deleted',
  'Deal Room Opened',
]
const READS: readonly [string, ...string[]] = ['Record Viewed', 'Report Viewed', 'Search Performed', 'Report Exported']

/** Events of everyone and of strangers, with duplicates. */
export function inventEvents(dice: Dice, people: MadePerson[], subjects: Subject[]): EventCells[] {
  const events: EventCells[] = []
  for (const person of people) {
    const dropsOn = dice.int(FIRST_DAY + 40, LAST_DAY - 10)
    for (let day = FIRST_DAY; day <= LAST_DAY; day++) {
      if (day < person.joined - 15 || day > person.left + 5) continue
      for (const event of namesOnDay(dice, person.habit, day, dropsOn)) {
        events.push(inventEvent(dice, person, day, event, subjects))
      }
    }
  }
  const [someone] = people
  for (let n = 0; n < 12 && someone !== undefined; n++) {
    const stranger = { ...someone, personId: `ghost-${n % 3}`, aliases: [] }
    events.push(inventEvent(dice, stranger, dice.int(FIRST_DAY, LAST_DAY), dice.pick(WRITES), subjects))
  }
  return withDuplicates(dice, withContacts(events).map(numbered))
}

// By dice of their own, so that an organisation stays the one its seed has always made.
function withContacts(events: EventCells[]): EventCells[] {
  const dice = openDice(events.length)
  return events.map((event) => {
    const minutes = dice.pick([dice.int(-30, 90), dice.int(0, 3 * 24 * 60), dice.int(0, 12 * 24 * 60)])
    const at = Date.parse(event.occurred_at ?? '') - minutes * 60_000
    return { ...event, contact_at: dice.chance(0.4) ? formatInstant(at) : '' }
  })
}

function namesOnDay(dice: Dice, habit: Habit, day: Day, dropsOn: Day): string[] {
  const isWeekend = weekday(day) >= 5
  const busy = (share: number) => dice.chance(isWeekend ? share / 6 : share)
  const some = (names: readonly [string, ...string[]]) => Array.from({ length: dice.int(1, 2) }, () => dice.pick(names))
  const signIn = busy(0.3) ? [dice.pick(['Signed In', 'Page Viewed', 'Mystery Event'])] : []
  switch (habit) {
    case 'adopter':
      return busy(0.6) ? [...signIn, ...some(WRITES), ...some(READS)] : signIn
    case 'robot':
      return busy(0.7) ? some(['Record Imported', 'Record Updated']) : []
    case 'narrow':
      return busy(0.6) ? ['Activity Logged'] : signIn
    case 'occasional':
      return busy(0.2) ? some(WRITES) : signIn
    case 'dropped':
      return day <= dropsOn && busy(0.6) ? some(WRITES) : []
    case 'late':
      return day >= dropsOn && busy(0.6) ? some(WRITES) : []
    case 'signs_in':
      return [...signIn, ...(busy(0.1) ? some(READS) : [])]
    default:
      return []
  }
}

function inventEvent(dice: Dice, person: MadePerson, day: Day, event: string, subjects: Subject[]): EventCells {
  // Half of the acts fall around local midnight, where a wrong zone shows.
  const localMidnight = day * DAY_MS - person.offsetMinutes * 60_000
  const offset = dice.chance(0.5) ? dice.int(-45, 45) : dice.int(0, 24 * 60 - 1)
  const subject = dice.chance(0.7) ? oneOf(dice, subjects, day) : undefined
  const isRobot = person.habit === 'robot'
  return {
    message_id: '',
    person_id: dice.chance(0.2) ? (person.aliases.at(-1) ?? person.personId) : person.personId,
    event,
    occurred_at: formatInstant(localMidnight + offset * 60_000 + dice.int(0, 59_999)),
    object: subject?.object ?? dice.pick(['opportunity', 'contact', 'account']),
    record_id: subject?.recordId ?? '',
    account_id: subject !== undefined && dice.chance(0.5) ? subject.accountId : '',
    origin: isRobot ? dice.pick(['import', 'api', 'automation', 'auto_capture', 'agent']) : humanOrigin(dice, event),
    app: dice.chance(0.1) ? dice.pick(['salesforce', 'access-db', 'elsewhere']) : '',
    task: dice.chance(0.05) ? 'log_activity' : '',
  }
}

function oneOf(dice: Dice, subjects: Subject[], day: Day): Subject | undefined {
  const subject = subjects[dice.int(0, subjects.length - 1)]
  return subject !== undefined && subject.from < day ? subject : undefined
}

function humanOrigin(dice: Dice, event: string): string {
  if (event === 'Record Imported') return 'import'
  return dice.chance(0.08)
    ? dice.pick(['api', 'automation', 'agent'])
    : dice.pick(['', 'web', 'web', 'mobile', 'mail_plugin'])
}

// A duration by the number, without dice: up to forty minutes, and none for every fifth.
function numbered(event: EventCells, n: number): EventCells {
  const duration = n % 5 === 0 ? '' : String((n * 7_919_237) % 2_400_000)
  const hits = event.event === 'Search Performed' && n % 3 > 0 ? String(n % 4) : ''
  return { ...event, message_id: `m-${n}`, duration_ms: duration, hits }
}

// A retry repeats a line; now and then the sender reuses an id, and then the first line holds.
function withDuplicates(dice: Dice, events: EventCells[]): EventCells[] {
  return events.flatMap((event) => {
    if (dice.chance(0.97)) return [event]
    return dice.chance(0.7) ? [event, { ...event }] : [event, { ...event, event: dice.pick(WRITES), origin: 'web' }]
  })
}
