import type { Behaviour } from './demo-company.ts'
import type { Day } from './demo-span.ts'

/** One interval of a person on the roster; absent ends are open. */
export type DemoInterval = {
  from: Day
  to?: Day
  department: string
  team: string
  licensedFrom?: Day
  licensedTo?: Day
}

/** Peculiarities that show in the events of a person. */
export type Trait = 'weekends' | 'nights' | 'copies' | 'backdates' | 'placeholders' | 'pins' | 'late'

/** One human of the demo company, with how the CRM was taken up. */
export type DemoPerson = {
  personId: string
  name: string
  email: string
  role: string
  managerId: string
  isLead: boolean
  wave: 0 | 1 | 2
  zone: string
  calendar: string
  workdays: readonly number[]
  intervals: DemoInterval[]
  leave: { from: Day; to: Day; kind: string }[]
  aliases: string[]
  behaviour: Behaviour
  /** First and last day on which the behaviour shows. */
  activeFrom: Day
  activeTo: Day
  traits: Set<Trait>
}

/** Department and team of the newest interval. */
export function placeOf(person: DemoPerson): DemoInterval {
  const newest = person.intervals.at(-1)
  if (!newest) throw new Error(`${person.personId} stands on no roster row`)
  return newest
}
