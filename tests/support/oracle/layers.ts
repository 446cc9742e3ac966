import { actionOf } from './catalogue.ts'
import type { Day } from './day.ts'
import { personDay } from './expectation.ts'
import type { EventRow } from './inputs.ts'
import type { Organisation, Person } from './organisation.ts'
import { groupBy, groupOf, type PeopleDimension, type PeopleFilter } from './population.ts'
import { measuredPeople } from './tasks.ts'
import { eventsOnEligibleDays } from './value-actions.ts'

/** One group of `layers`. */
export interface LayersRow {
  group: string
  measured: number
  operational: number
  collaborative: number
  analytical: number
  operational_share: number
  collaborative_share: number
  analytical_share: number
}

// Of the events the built-in catalogue knows; every other is operational when data is entered.
const BUILT_IN: Record<string, string> = {
  'Record Viewed': 'operational',
  'Search Performed': 'operational',
  'Task Completed': 'operational',
  'Activity Logged': 'collaborative',
  'Report Viewed': 'analytical',
  'Report Exported': 'analytical',
  'Forecast Submitted': 'analytical',
}

/** Who used each layer in the 28 days that end on the date, by group. */
export function layers(
  org: Organisation,
  query: { on: Day; by?: PeopleDimension; filter?: PeopleFilter },
): LayersRow[] {
  const { on, by, filter } = query
  const groups = groupBy(measuredPeople(org, on, filter), (person) =>
    by === undefined ? '' : groupOf(personDay(org, person, on), by),
  )
  return [...groups].map(([group, people]) => {
    const used = people.map((person) => layersOf(org, person, on))
    const count = (layer: string) => used.filter((each) => each.has(layer)).length
    const [operational, collaborative, analytical] = ['operational', 'collaborative', 'analytical'].map(count)
    return {
      group,
      measured: people.length,
      operational: operational ?? 0,
      collaborative: collaborative ?? 0,
      analytical: analytical ?? 0,
      operational_share: (operational ?? 0) / people.length,
      collaborative_share: (collaborative ?? 0) / people.length,
      analytical_share: (analytical ?? 0) / people.length,
    }
  })
}

function layersOf(org: Organisation, person: Person, on: Day): Set<string> {
  const events = eventsOnEligibleDays(org, person, on - 27, on)
    .filter(({ origin }) => ['web', 'mobile', 'mail_plugin'].includes(origin))
    .filter(({ app }) => app === '' || org.program.crmApps.includes(app))
  return new Set(events.map((event) => layerOf(org, event)))
}

function layerOf(org: Organisation, event: EventRow): string {
  const { class: actionClass, layer } = actionOf(event, org.program.file)
  if (!['consume', 'contribute', 'process'].includes(actionClass)) return ''
  return layer || BUILT_IN[event.event] || (actionClass === 'consume' ? '' : 'operational')
}
