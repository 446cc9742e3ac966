import { formatInstant } from './calendar.ts'
import { type Dice, openDice } from './dice.ts'
import type { EventCells } from './events.ts'

const STATES: readonly [string, ...string[]] = ['ok', 'ok', 'missing', 'placeholder', 'default', 'invalid']
const MINUTE_MS = 60_000

/**
 * The events with notes, changes and bursts, so that some look perfunctory and some nearly do. By dice of their own, so that
 * an organisation stays otherwise the one its seed has always made.
 */
export function withPerfunctory(events: EventCells[]): EventCells[] {
  const dice = openDice(events.length + 7)
  const dressed = events.map((event) => ({ ...event, note_hash: noteOf(dice), changes: changesOf(dice, event) }))
  return dressed.flatMap((event, n) => (dice.chance(0.02) ? [event, ...burstAfter(dice, event, n)] : [event]))
}

// Few notes among many actions, so that some come often within a week.
function noteOf(dice: Dice): string {
  return dice.chance(0.3) ? `note-${dice.int(1, 12).toString().padStart(4, '0')}` : ''
}

function changesOf(dice: Dice, { event }: EventCells): string {
  if (event !== 'Record Updated' && event !== 'Stage Changed') return ''
  const count = dice.pick([0, 1, 1, 2])
  const changes = Array.from({ length: count }, () => ({
    field: dice.pick(['amount', 'stage']),
    from: dice.pick(STATES),
    to: dice.pick(STATES),
  }))
  return count === 0 ? '' : JSON.stringify(changes)
}

// Between six and twelve further actions, within the hour or a little longer; some undo what the first one did.
function burstAfter(dice: Dice, event: EventCells, n: number): EventCells[] {
  const at = Date.parse(event.occurred_at ?? '')
  const step = dice.pick([3, 5, 6, 9]) * MINUTE_MS
  return Array.from({ length: dice.int(6, 12) }, (_, place) => ({
    ...event,
    message_id: `burst-${n}-${place}`,
    occurred_at: formatInstant(at + (place + 1) * step),
    event: dice.pick(['Record Updated', 'Activity Logged']),
    note_hash: noteOf(dice),
    changes: changesOf(dice, { event: 'Record Updated' }),
  }))
}
