import type { Day } from './day.ts'
import { personDay } from './expectation.ts'
import { type FlagKind, judgedActions } from './flags.ts'
import type { Organisation } from './organisation.ts'
import { groupBy, groupOf, type PeopleDimension } from './population.ts'
import { measuredPeople } from './tasks.ts'

/** Flagged actions of one group; `rate` is null without value actions. */
export interface PerfunctoryRow extends Record<FlagKind, number> {
  group: string
  measured: number
  value_actions: number
  flagged: number
  rate: number | null
}

/** Value actions on active days of the 28 days that end on the date, and those with a flag, by group. */
export function perfunctory(org: Organisation, { on, by }: { on: Day; by?: PeopleDimension }): PerfunctoryRow[] {
  const groups = groupBy(measuredPeople(org, on), (person) =>
    by === undefined ? '' : groupOf(personDay(org, person, on), by),
  )
  return [...groups].map(([group, people]) => {
    const actions = people.flatMap((person) =>
      judgedActions(org, person).filter(
        ({ day }) => on - 27 <= day && day <= on && personDay(org, person, day).eligible,
      ),
    )
    const count = (kind: FlagKind) => actions.filter(({ kinds }) => kinds.includes(kind)).length
    const flagged = actions.filter(({ kinds }) => kinds.length > 0).length
    return {
      group,
      measured: people.length,
      value_actions: actions.length,
      flagged,
      rate: actions.length === 0 ? null : flagged / actions.length,
      burst: count('burst'),
      copied: count('copied'),
      backdated: count('backdated'),
      placeholder_only: count('placeholder_only'),
      reverted: count('reverted'),
    }
  })
}
