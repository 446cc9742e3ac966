import type { Basis } from '../../../schema/measures/measure.ts'
import type { MeasuredOrganisation } from '../measured-organisation.ts'
import type { Known } from '../oracle/movement.ts'
import type { Organisation } from '../oracle/organisation.ts'
import type { PeopleDimension } from '../oracle/population.ts'
import type { RandomOrganisation } from '../random-organisation.ts'

/** A row of an answer. */
export type Row = Record<string, unknown>

/** The same answer twice, by group: what the product says, in the columns that the oracle knows, and what the oracle says. */
export type Both = { product: Record<string, Row>; oracle: Record<string, Row> }

/** An organisation that the product and the oracle know alike. */
export interface Asked {
  target: Pick<MeasuredOrganisation, 'ask' | 'personKeys'>
  org: Organisation
  /** Lines of the datasets that the oracle takes as they are. */
  made: Pick<RandomOrganisation, 'outcomes' | 'feedback'>
  /** What was known about a date since somebody was told about it, the newest last. */
  known: (date: string) => Known[]
}

/** What a measure is asked; each takes what it knows. */
export interface Question {
  on: string
  /** First day of a range that ends on `on`. */
  from: string
  /** Last complete day of data. */
  completeDay: string
  by: string
  grain: 'week' | 'month'
  basis: Basis
}

/** Asks the product and the oracle the same. */
export type Comparison = (asked: Asked, question: Question) => Promise<Both>

/** The one of some names that a text is. */
export function oneOf<Name extends string>(names: readonly Name[], text: string): Name | undefined {
  return names.find((name) => name === text)
}

/** How the oracle is told to split people. */
export function split(by: string): { by?: PeopleDimension } {
  const dimension = oneOf(['department', 'team', 'role', 'phase'], by)
  return dimension === undefined ? {} : { by: dimension }
}

/** How the product is told about a range. */
export function rangeOf({ on, from, grain, completeDay }: Question) {
  return { on, range: { from, to: on, grain, completeDay } }
}

/** The key of a row by some of its columns. */
export function keyedBy(...columns: string[]): (row: Row) => string {
  return (row) => columns.map((column) => row[column]).join(' ')
}

/** A question about one date. */
export function questionOn(on: string, by = 'none'): Question {
  return { on, from: on, completeDay: on, by, grain: 'week', basis: 'stock' }
}
