import { coreTasksOf, eventDay, isByHand, isValueAction } from './activity.ts'
import { actionOf } from './catalogue.ts'
import type { Day } from './day.ts'
import { personDay } from './expectation.ts'
import type { EventRow } from './inputs.ts'
import type { Organisation, Person } from './organisation.ts'
import { groupBy, groupOf, type PeopleDimension } from './population.ts'
import { measuredPeople } from './tasks.ts'

/** One core task of one group. */
export interface DualEntryRow {
  group: string
  task: string
  measured: number
  actions: number
  crm: number
  legacy: number
  exports: number
  both: number
  crm_share: number | null
  legacy_share: number | null
  export_share: number | null
  app_shares: Record<string, number | null>
}

/** One time that a core task was done. */
interface Deed {
  person: Person
  task: string
  place: 'crm' | 'legacy' | 'export'
  app: string
}

/** Where the core tasks of measured people were done in the 28 days that end on a date. */
export function dualEntry(org: Organisation, query: { on: Day; by?: PeopleDimension }): DualEntryRow[] {
  const { on, by } = query
  const groups = groupBy(measuredPeople(org, on), (person) =>
    by === undefined ? '' : groupOf(personDay(org, person, on), by),
  )
  return [...groups].flatMap(([group, people]) => {
    const deeds = people.flatMap((person) => deedsOf(org, person, on))
    const tasks = new Set(people.flatMap((person) => tasksOn(org, person, on)))
    return [...tasks].map((task) => {
      const measured = people.filter((person) => tasksOn(org, person, on).includes(task)).length
      return {
        group,
        task,
        measured,
        ...countDeeds(
          org,
          deeds.filter((deed) => deed.task === task),
        ),
      }
    })
  })
}

function tasksOn(org: Organisation, person: Person, on: Day): string[] {
  return coreTasksOf(org, personDay(org, person, on).row?.role ?? '')
}

function deedsOf(org: Organisation, person: Person, on: Day): Deed[] {
  const core = tasksOn(org, person, on)
  return person.events.flatMap((event): Deed[] => {
    const day = eventDay(org, person, event)
    if (day < on - 27 || day > on || !personDay(org, person, day).eligible) return []
    const place = placeOf(org, person, event)
    if (place === null) return []
    const { task } = actionOf(event, org.program.file)
    const done = place === 'export' && !core.includes(task) ? core.filter((each) => isStoodFor(each, event)) : [task]
    return done.filter((each) => core.includes(each)).map((each) => ({ person, task: each, place, app: event.app }))
  })
}

function placeOf(org: Organisation, person: Person, event: EventRow): Deed['place'] | null {
  if (isValueAction(org, person, event)) return 'crm'
  // Somebody’s own act in a legacy app is judged as if it were one in the CRM.
  const isLegacy = (org.program.file.apps?.legacy ?? []).includes(event.app)
  if (isLegacy && isValueAction(org, person, { ...event, app: '' })) return 'legacy'
  const isOfCrm = event.app === '' || org.program.crmApps.includes(event.app)
  return isOfCrm && isByHand(event) && isExport(org, event) ? 'export' : null
}

// What the catalogue says of the event, whatever task the row itself names.
function isExport(org: Organisation, event: EventRow): boolean {
  return actionOf({ ...event, task: '', object: '' }, org.program.file).task === 'export_report'
}

function isStoodFor(task: string, { object }: EventRow): boolean {
  return object === '' ? task === 'view_report' : task.endsWith(`_${object}`)
}

function countDeeds(org: Organisation, deeds: Deed[]) {
  const count = (place: Deed['place']) => deeds.filter((deed) => deed.place === place).length
  const share = (part: number) => (deeds.length === 0 ? null : part / deeds.length)
  const legacyOf = (app: string) => deeds.filter((deed) => deed.place === 'legacy' && deed.app === app).length
  const inside = new Set(deeds.filter((deed) => deed.place === 'crm').map(({ person }) => person))
  const outside = new Set(deeds.filter((deed) => deed.place !== 'crm').map(({ person }) => person))
  return {
    actions: deeds.length,
    crm: count('crm'),
    legacy: count('legacy'),
    exports: count('export'),
    both: [...inside].filter((person) => outside.has(person)).length,
    crm_share: share(count('crm')),
    legacy_share: share(count('legacy')),
    export_share: share(count('export')),
    app_shares: Object.fromEntries((org.program.file.apps?.legacy ?? []).map((app) => [app, share(legacyOf(app))])),
  }
}
