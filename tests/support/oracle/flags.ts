import { eventDay, isValueAction } from './activity.ts'
import { type Day, daysBetween, weekday, weekEnd } from './day.ts'
import type { EventRow } from './inputs.ts'
import { localDate } from './local-date.ts'
import { holidayKey, type Organisation, type Person } from './organisation.ts'
import { groupBy } from './population.ts'
import { nearestRow } from './roster.ts'

/** The kinds of section 7. */
export type FlagKind = 'burst' | 'copied' | 'backdated' | 'placeholder_only' | 'reverted'

/** A value action with its flags, if any. */
export interface JudgedAction {
  event: EventRow
  day: Day
  kinds: FlagKind[]
}

const HOUR_MS = 3_600_000

/** Every value action of a person with the flags on it. */
export function judgedActions(org: Organisation, person: Person): JudgedAction[] {
  const actions = person.events
    .filter((event) => isValueAction(org, person, event))
    .map((event) => ({ event, day: eventDay(org, person, event) }))
  const flagged: Record<FlagKind, Set<EventRow>> = {
    burst: inBursts(org, actions),
    copied: copies(actions),
    backdated: new Set(events(actions.filter((action) => isBackdated(org, person, action)))),
    placeholder_only: new Set(events(actions.filter(({ event }) => isPlaceholderOnly(event)))),
    reverted: reversals(actions),
  }
  const kinds: FlagKind[] = ['burst', 'copied', 'backdated', 'placeholder_only', 'reverted']
  return actions.map((action) => ({ ...action, kinds: kinds.filter((kind) => flagged[kind].has(action.event)) }))
}

type Action = Pick<JudgedAction, 'event' | 'day'>

// Tries every span that begins with an action of the week.
function inBursts(org: Organisation, actions: Action[]): Set<EventRow> {
  const found = new Set<EventRow>()
  for (const week of groupBy(actions, ({ day }) => String(weekEnd(day, org.program.weekStart))).values()) {
    if (week.length < 10) continue
    for (const first of week) {
      const span = week.filter(({ event }) => isWithin(event.occurredAt - first.event.occurredAt, 0, HOUR_MS))
      if (10 * span.length >= 7 * week.length) for (const { event } of span) found.add(event)
    }
  }
  return found
}

// Tries every seven days that begin with a use of the note.
function copies(actions: Action[]): Set<EventRow> {
  const found = new Set<EventRow>()
  const noted = actions.filter(({ event }) => event.noteHash !== '')
  for (const uses of groupBy(noted, ({ event }) => event.noteHash).values()) {
    for (const first of uses) {
      const span = uses.filter(({ day }) => isWithin(day - first.day, 0, 6))
      if (span.length >= 3) for (const { event } of span) found.add(event)
    }
  }
  return found
}

function isBackdated(org: Organisation, person: Person, { event, day }: Action): boolean {
  if (event.contactAt === null) return false
  const utcDay = Math.floor(event.occurredAt / (24 * HOUR_MS))
  const zone = nearestRow(person.rows, utcDay)?.timezone || org.program.timezone
  const row = nearestRow(person.rows, day)
  const between = daysBetween(localDate(event.contactAt, zone) + 1, day)
  const working = between.filter(
    (each) => row?.workdays.includes(weekday(each)) && !org.holidays.has(holidayKey(row.calendar, each)),
  )
  return working.length > 5
}

function isPlaceholderOnly({ changes }: EventRow): boolean {
  return changes.length > 0 && changes.every(({ to }) => ['placeholder', 'default'].includes(to))
}

function reversals(actions: Action[]): Set<EventRow> {
  const found = new Set<EventRow>()
  for (const a of actions) {
    for (const b of actions) {
      const isSameRecord = a.event.object === b.event.object && a.event.recordId === b.event.recordId
      if (a.event === b.event || a.day !== b.day || !isSameRecord || a.event.recordId === '') continue
      if (a.event.changes.some((change) => b.event.changes.some((other) => undoes(other, change)))) found.add(a.event)
    }
  }
  return found
}

type Change = EventRow['changes'][number]

function undoes(later: Change, earlier: Change): boolean {
  if (later.field !== earlier.field || earlier.from === '' || earlier.to === '') return false
  return earlier.from !== earlier.to && later.from === earlier.to && later.to === earlier.from
}

function events(actions: Action[]): EventRow[] {
  return actions.map(({ event }) => event)
}

function isWithin(value: number, from: number, to: number): boolean {
  return from <= value && value <= to
}
