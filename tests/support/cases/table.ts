import type { MeasureName } from '../../../schema/measures/registry.ts'

/** The cases that every measure must get right; `usual` is what they are held against. */
export const cases = [
  'usual',
  'joiner',
  'leaver',
  'transfer',
  'long_leave',
  'short_leave',
  'part_time',
  'sunday_to_thursday',
  'weekend_work',
  'before_go_live',
  'service_account',
  'two_accounts',
  'small_group',
  'late_events',
  'corrected_roster',
  'corrected_program',
  'time_zone',
  'nobody',
] as const

/** A case. */
export type Case = (typeof cases)[number]

/**
 * What a case makes of a measure, and why, or why it cannot touch it. Numbers are written in the order of the columns, `–` for
 * null and ` | ` between the rows of one group; `none` is a group without a row, `hidden` one that is suppressed.
 * Places are groups: `Late`; `Late, before` is asked before facts came late, `Usual, to a sponsor` under a floor of five.
 */
export type Cell = { why: string; places: Readonly<Record<string, string>> } | { why: string; notTouched: true }

/** A question to a measure, and its cell for each case. */
export type Counts = {
  question: string
  columns: readonly string[]
  /** Tells the columns by name and leaves out those that are zero or null, but the first. */
  isNamed?: boolean
  /** Asks for nobody; absent: the same by none in a department that has nobody. */
  nobody?: string
  cells: Readonly<Record<Case, Cell>>
}

/** Counts of measures; some are asked two questions. */
export type Table = Partial<Record<MeasureName, readonly Counts[]>>

/** The numbers of one group. */
export const count = (place: string, told: string, why: string): Cell => ({ why, places: { [place]: told } })

/** The numbers of several groups, or of one at several times. */
export const counts = (places: Record<string, string>, why: string): Cell => ({ why, places })

/** A case that the measure cannot see. */
export const notTouched = (why: string): Cell => ({ why, notTouched: true })
