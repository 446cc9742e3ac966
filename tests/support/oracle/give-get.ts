import { eventDay, isValueAction } from './activity.ts'
import { actionOf } from './catalogue.ts'
import type { Day } from './day.ts'
import { personDay } from './expectation.ts'
import { byOrder } from './import-order.ts'
import type { EventRow } from './inputs.ts'
import type { Organisation, Person } from './organisation.ts'
import { groupBy, groupOf, type PeopleDimension } from './population.ts'
import { nearestRow } from './roster.ts'
import { measuredPeople } from './tasks.ts'

const HUMAN_ORIGINS = ['web', 'mobile', 'mail_plugin']

/** What people gave and took in the 28 days that end on the date, by group. */
export function giveGet(org: Organisation, query: { on: Day; by?: PeopleDimension }) {
  const { on, by } = query
  const makers = firstEditors(org)
  const groups = groupBy(measuredPeople(org, on), (person) =>
    by === undefined ? '' : groupOf(personDay(org, person, on), by),
  )
  return [...groups].map(([group, people]) => {
    const acts = people.flatMap((person) => ownActs(org, person, on).map((event) => ({ person, event })))
    const given = acts.filter(({ person, event }) => isValueAction(org, person, event)).length
    const kinds = acts.map(({ person, event }) => takenKind(org, person, event, makers))
    const count = (kind: string) => kinds.filter((each) => each === kind).length
    const [searches, reports, records] = [count('search'), count('report'), count('record')]
    const taken = searches + reports + records
    return {
      group,
      measured: people.length,
      given,
      taken_searches: searches,
      taken_reports: reports,
      taken_records: records,
      taken,
      given_per_head: given / people.length,
      taken_per_head: taken / people.length,
    }
  })
}

// By hand, in the CRM, on eligible days of the four weeks.
function ownActs(org: Organisation, person: Person, on: Day): EventRow[] {
  return person.events.filter((event) => {
    const day = eventDay(org, person, event)
    if (day <= on - 28 || day > on || !personDay(org, person, day).eligible) return false
    const isCrm = event.app === '' || org.program.crmApps.includes(event.app)
    return isCrm && HUMAN_ORIGINS.includes(event.origin) && nearestRow(person.rows, day)?.kind === 'human'
  })
}

function takenKind(org: Organisation, person: Person, event: EventRow, makers: Map<string, string>): string {
  const action = actionOf(event, org.program.file)
  if (action.class !== 'consume') return ''
  if (action.task === 'search') return (event.hits ?? 0) > 0 ? 'search' : ''
  if (action.task === 'view_report') return 'report'
  const maker = makers.get(`${event.object}\n${event.recordId}`) ?? ''
  const isOpened = action.task === `view_${event.object}` && event.recordId !== ''
  return isOpened && maker !== '' && maker !== person.personId ? 'record' : ''
}

function firstEditors(org: Organisation): Map<string, string> {
  const makers = new Map<string, string>()
  const versions = [...org.inputs.records].sort((a, b) => a.updatedAt - b.updatedAt || byOrder(a, b))
  for (const { object, recordId, editorId } of versions) {
    const key = `${object}\n${recordId}`
    if (editorId === undefined || editorId === '' || makers.has(key)) continue
    makers.set(key, org.roster.personOf.get(editorId) ?? editorId)
  }
  return makers
}
