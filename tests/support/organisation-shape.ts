import fc from 'fast-check'

/** Cases of the definitions that the program of some organisations may lack. */
export const programFeatures = [
  'program',
  'phases',
  'thresholds',
  'targets',
  'profiles',
  'catalogue',
  'program_zone',
] as const

/** Cases that one organisation may lack; without all of them it is as plain as can be. */
export const features = [
  'transfers',
  'part_time',
  'zones',
  'licences',
  'service_accounts',
  'aliases',
  'leave',
  'holidays',
  'duplicates',
  'strangers',
  'perfunctory',
  'deletions',
  'later_records',
  'training',
] as const

/** How data comes: late, twice, or taken back and sent again; the rest comes first and at once. */
export const arrivals = ['late_events', 'late_roster', 'late_program', 'sent_twice', 'taken_back'] as const

/** Whether each of some cases is there. */
export type Switches<Name extends string> = Record<Name, boolean>

/** An organisation to be made: every number and every feature less makes it simpler and leaves the rest as it is. */
export interface Shape {
  seed: number
  /** People of the roster, from the first on. */
  people: number
  /** Events that are kept, in percent. */
  events: number
  /** Accounts, contacts and other records whose number lies below. */
  records: number
  features: Switches<(typeof features)[number]>
}

/** Organisations under one program in one store, each of which can be left out. */
export interface HoldingShape {
  seed: number
  /** First day with events, as days since the first day of all, and how many days have some. */
  firstDay: number
  days: number
  features: Switches<(typeof programFeatures)[number]>
  arrivals: Switches<(typeof arrivals)[number]>
  organisations: readonly (Shape | null)[]
}

/** How many organisations a holding has. */
export const organisationsOfHolding = 10

const organisationShapes: fc.Arbitrary<Shape> = fc.record({
  features: switches(features, 3),
  // Most have all their events; those that have few find what is divided by nothing.
  events: fc.integer({ min: 0, max: 300 }).map((percent) => Math.min(percent, 100)),
  people: fc.integer({ min: 1, max: 9 }),
  records: fc.integer({ min: 0, max: 9 }),
  seed: fc.nat({ max: 1_000_000 }),
})

/** Ten small organisations; a failing holding shrinks to one of them with fewer features, people, records and events. */
export function holdingShapes(come: 'at once' | 'late'): fc.Arbitrary<HoldingShape> {
  const one = fc.option(organisationShapes, { freq: 1_000_000 })
  const holding = fc.record({
    organisations: fc.tuple(...Array.from({ length: organisationsOfHolding }, () => one)),
    features: switches(programFeatures, 3),
    arrivals: switches(arrivals, come === 'late' ? 2 : 0),
    days: fc.integer({ min: 21, max: 130 }),
    firstDay: fc.integer({ min: 0, max: 170 }),
    seed: fc.nat({ max: 1_000_000 }),
  })
  // Every size is as likely as any other; few people and few days come often enough.
  return fc.noBias(holding)
}

// Each is on in so many of four, and shrinks to off.
function switches<Name extends string>(names: readonly Name[], ofFour: number): fc.Arbitrary<Switches<Name>> {
  const one = fc.nat({ max: 3 }).map((throwOfDice) => throwOfDice >= 4 - ofFour)
  // Every name has its switch.
  return fc.record(Object.fromEntries(names.map((name) => [name, one]))) as fc.Arbitrary<Switches<Name>>
}
