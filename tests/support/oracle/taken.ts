import { eventDay, isByHand } from './activity.ts'
import { actionOf } from './catalogue.ts'
import type { Day } from './day.ts'
import { personDay } from './expectation.ts'
import { byOrder } from './import-order.ts'
import type { EventRow } from './inputs.ts'
import type { Organisation, Person } from './organisation.ts'

/** The local day of each time that a person took something that others gave: searches with hits, reports, records of others. */
export function takenDays(org: Organisation, person: Person): Day[] {
  return person.events.flatMap((event) => {
    const day = eventDay(org, person, event)
    const isOfCrm = event.app === '' || org.program.crmApps.includes(event.app)
    if (!isOfCrm || !isByHand(event) || !personDay(org, person, day).eligible) return []
    return isTaken(org, person, event) ? [day] : []
  })
}

function isTaken(org: Organisation, person: Person, event: EventRow): boolean {
  const { class: kind, task } = actionOf(event, org.program.file)
  if (kind !== 'consume') return false
  if (task === 'search') return (event.hits ?? 0) > 0
  if (task === 'view_report') return true
  const maker = makersOf(org).get(`${event.object}\n${event.recordId}`)
  return task === `view_${event.object}` && event.recordId !== '' && maker !== undefined && maker !== person.personId
}

const known = new WeakMap<Organisation, Map<string, string>>()

// Who made a record is the first editor that any of its versions names.
function makersOf(org: Organisation): Map<string, string> {
  const makers = known.get(org) ?? new Map<string, string>()
  if (known.has(org)) return makers
  known.set(org, makers)
  for (const { object, recordId, editorId } of [...org.inputs.records].sort(
    (a, b) => a.updatedAt - b.updatedAt || byOrder(a, b),
  )) {
    const key = `${object}\n${recordId}`
    if (editorId && !makers.has(key)) makers.set(key, org.roster.personOf.get(editorId) ?? editorId)
  }
  return makers
}
