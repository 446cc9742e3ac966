import type { z } from 'zod'
import type { Behind } from './behind.ts'

/** What a number of a measure counts in. */
export const units = [
  'people',
  'records',
  'accounts',
  'departments',
  'actions',
  'values',
  'answers',
  'days',
  'hours',
  'minutes',
  'points',
] as const

/** What a number of a measure counts in. */
export type Unit = (typeof units)[number]

/** Which records completeness judges, and when: as they stand, as human edits left them, or 24 hours after creation. */
export const bases = ['stock', 'flow', 'first_pass'] as const

/** Which records completeness judges, and when. */
export type Basis = (typeof bases)[number]

/** One measure: everything outside its SQL statement that anyone needs to know about it. */
export interface Measure<Row extends z.ZodObject = z.ZodObject, Total extends z.ZodObject = z.ZodObject> {
  /** Name on the wire, in SQL and on the screen. */
  name: string
  /** Short label in English; the dashboard translates it. */
  label: string
  /** The definition in one or two sentences, in English and in Simplified Chinese. */
  definition: string
  definitionZh: string
  /** The formula in the names of columns, states and inputs. */
  formula: string
  /** Settings of the program that the numbers depend on, by the names of the program file. */
  parameters: readonly string[]
  unit: Unit
  /** `snapshot` answers for one date (`on`), `series` for a range (`from`, `to`, `grain`). */
  shape: 'snapshot' | 'series'
  /** Steps of a series it knows; absent: week and month. */
  grains?: readonly ['week']
  /** Values that `by` may take. */
  dimensions: readonly [string, ...string[]]
  /** Bases it may be asked on; absent: the stock only. */
  bases?: readonly Basis[]
  /** True for a snapshot of what happened from `from` to `on`; `from` absent: in the 28 days that end on `on`. */
  looksBack?: true
  /** Set when the measure is about the way from an earlier date (`from`, or `compare`) to its date. */
  change?: true
  /** Filters it understands beside the date. */
  filters: readonly Filter[]
  /** A row, without its dimension. */
  row: Row
  /** The total; the row of `by=none` unless the measure says otherwise. */
  total: Total
  /**
   * Column that the privacy floor counts people in: measured, owners, editors; null when no person can be told from the row.
   * Any other name: groups are sized by their measured people, and the column may count people who have left them.
   */
  peopleColumn: string | null
  /** The list of those whom it counts, for viewers who may see them; null where no list can show them. */
  behind: Behind | null
  /** Columns that tell the rows of one group apart, such as a task or a course; such an answer has no total. */
  keys?: readonly string[]
  /** Parts that may be null because nothing of the kind is tracked; they are then named in `skipped`. */
  parts: readonly string[]
}

/** A filter of a measure; the value selects rows of one group. */
export type Filter = 'department' | 'team' | 'role' | 'phase' | 'object'
