import type { Day } from './day.ts'
import { personDay } from './expectation.ts'
import type { Organisation } from './organisation.ts'
import { groupBy, groupOf, type PeopleDimension, type PeopleFilter } from './population.ts'
import { measuredPeople } from './tasks.ts'
import { valueActions } from './value-actions.ts'

/** One group of `concentration`. */
export interface ConcentrationRow {
  group: string
  measured: number
  actions: number
  top_people: number
  top_actions: number
  top_share: number | null
  gini: number | null
}

/** How value actions spread over the measured people of each group in the 28 days that end on the date. */
export function concentration(
  org: Organisation,
  query: { on: Day; by?: PeopleDimension; filter?: PeopleFilter },
): ConcentrationRow[] {
  const { on, by, filter } = query
  const groups = groupBy(measuredPeople(org, on, filter), (person) =>
    by === undefined ? '' : groupOf(personDay(org, person, on), by),
  )
  return [...groups].map(([group, people]) => {
    const counts = people.map((person) => valueActions(org, person, on - 27, on).length).sort((a, b) => b - a)
    const topPeople = Math.ceil(counts.length / 10)
    const [actions, topActions] = [sum(counts), sum(counts.slice(0, topPeople))]
    return {
      group,
      measured: counts.length,
      actions,
      top_people: topPeople,
      top_actions: topActions,
      top_share: actions === 0 ? null : topActions / actions,
      gini: actions === 0 ? null : giniOf(counts),
    }
  })
}

// Half the mean difference of all pairs, over the mean.
function giniOf(counts: number[]): number {
  const differences = counts.flatMap((one) => counts.map((other) => Math.abs(one - other)))
  return sum(differences) / (2 * counts.length * sum(counts))
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
