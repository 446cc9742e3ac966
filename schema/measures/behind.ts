import { type PersonState, personStates } from '../person-state.ts'

/** A list that can show what a number counts: of people, of records, or of flags on actions. */
export type BehindList = 'people' | 'records' | 'flags'

/** Parameters of a list, by the names of its route. */
export type ListQuery = Readonly<Record<string, string | readonly string[]>>

/** The list behind a measure. */
export interface Behind {
  list: BehindList
  /** Asks for everyone or everything that the measure is about. */
  query: ListQuery
  /** For each column that counts rows of the list, what it counts: the total of that list is the number. */
  columns: Readonly<Record<string, ListQuery>>
}

const isMeasured = (state: PersonState) => state !== 'not_measured'

/** Everyone whom a rate of people is formed over. */
export const measuredPeople = { state: personStates.filter(isMeasured) } as const

/** A measure of the measured people of a group. */
export const behindMeasured = {
  list: 'people',
  query: measuredPeople,
  columns: { measured: measuredPeople },
} as const satisfies Behind

/** A measure of the measured people of a group that tells the adopted ones too. */
export const behindAdopted = {
  list: 'people',
  query: measuredPeople,
  columns: { measured: measuredPeople, adopted: { state: ['adopted'] } },
} as const satisfies Behind
