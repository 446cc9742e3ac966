import { formatDay, monthEnd, weekEnd } from '../day.ts'
import { FIRST_DAY, formatInstant, LAST_DAY } from './calendar.ts'
import type { Dice } from './dice.ts'

/** Figures of some metrics by week, month and odd days, for the whole organisation and for departments. */
export function inventOutcomes(dice: Dice): Record<string, string>[] {
  const days = Array.from({ length: 40 }, () => {
    const day = dice.int(FIRST_DAY - 120, LAST_DAY)
    return dice.pick([day, weekEnd(day, 0), monthEnd(day), monthEnd(day)])
  })
  return days.map((day) => ({
    metric: dice.pick(['Cost per sale', 'Satisfaction']),
    department: dice.pick(['', '', 'Sales', 'Sales', 'Service', 'Nowhere']),
    period_end: formatDay(day),
    value: String(dice.int(-40, 400) / 8),
    unit: dice.pick(['EUR', '']),
    better: dice.pick(['higher', 'lower']),
  }))
}

/** Answers of people under any of their ids, and of a stranger; now and then to the same question again. */
export function inventFeedback(dice: Dice, ids: readonly string[]): Record<string, string>[] {
  return [...ids, ...ids, ...ids, 'ghost-0'].flatMap((id) => {
    if (dice.chance(0.3)) return []
    return [
      {
        person_id: id,
        at: formatInstant(dice.int(FIRST_DAY, LAST_DAY) * 86_400_000 + dice.int(0, 86_399_999)),
        question: dice.pick(['How is it?', 'What stops you?']),
        score: dice.pick(['', '1', '2.5', '4']),
        reason: dice.pick(['', 'too slow', 'no time', 'duplicate work']),
      },
    ]
  })
}
