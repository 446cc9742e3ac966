import type { Day } from './day.ts'
import { personDay } from './expectation.ts'
import type { Organisation, Person } from './organisation.ts'
import { groupBy, groupOf, type PeopleDimension, type PeopleFilter, peopleOn } from './population.ts'
import { firstActiveDay, isActiveWeek, isExpectedWeek, weekEnds } from './weeks.ts'

const STAGES = ['new', 'retained', 'resurrected', 'lapsed_now', 'still_lapsed', 'never', 'not_expected'] as const

type Stage = (typeof STAGES)[number]

/** One group in one week: how many people of the roster stand where. */
export type LifecycleRow = Record<Stage, number> & { period: Day; partial: boolean; group: string }

/** Everyone human on the roster at each week end, by what they did in the week and before. */
export function lifecycle(
  org: Organisation,
  query: { from: Day; to: Day; completeThrough: Day; by?: PeopleDimension; filter?: PeopleFilter },
): LifecycleRow[] {
  return weekEnds(org, query).flatMap((period) => {
    const people = peopleOn(org, period, query.filter).filter(
      (person) => personDay(org, person, period).row?.kind === 'human',
    )
    const groups = groupBy(people, (person) => (query.by ? groupOf(personDay(org, person, period), query.by) : ''))
    return [...groups].map(([group, members]) => {
      const stages = members.map((person) => stageOf(org, person, period))
      const counts = STAGES.map((stage) => [stage, stages.filter((each) => each === stage).length])
      // STAGES holds every stage, so each has its count.
      return {
        period,
        partial: period > query.completeThrough,
        group,
        ...(Object.fromEntries(counts) as Record<Stage, number>),
      }
    })
  })
}

function stageOf(org: Organisation, person: Person, end: Day): Stage {
  if (!isExpectedWeek(org, person, end)) return 'not_expected'
  const isActive = isActiveWeek(org, person, end)
  const first = firstActiveDay(org, person)
  if (first === null || first > end - 7) return isActive ? 'new' : 'never'
  const previous = previousExpectedWeek(org, person, end, first)
  if (isActiveWeek(org, person, previous)) return isActive ? 'retained' : 'lapsed_now'
  return isActive ? 'resurrected' : 'still_lapsed'
}

// The week of the first active day is expected, so there is one.
function previousExpectedWeek(org: Organisation, person: Person, end: Day, first: Day): Day {
  let previous = end - 7
  while (previous > first && !isExpectedWeek(org, person, previous)) previous -= 7
  return previous
}
