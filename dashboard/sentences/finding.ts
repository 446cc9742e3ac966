/** A small whole number as a word where the language has one ("four"), else as digits. */
export interface Words {
  as: 'words'
  number: number
}

/** A share of 0–1 as a whole percentage. */
export interface Percent {
  as: 'percent'
  share: number
  /** Side the rounding must not cross, so that 69.6 % never reads as the 70 % it has not reached. */
  below?: number | null
}

/** A number with one digit after the point, given in tenths. */
export interface Tenths {
  as: 'tenths'
  tenths: number
}

/** A local date; the year is said when it differs from that of `on`. */
export interface Day {
  as: 'day'
  date: string
  on?: string | undefined
}

/** Names or findings joined as the language joins them. */
export interface List {
  as: 'list'
  items: readonly (string | Finding)[]
}

/** A value of a finding before a language is chosen. */
export type Value = string | number | Words | Percent | Tenths | Day | List | Finding

/** What a rule found: a key of the `sentences` namespace and what it is filled with; no language yet. */
export interface Finding {
  key: string
  values: Readonly<Record<string, Value>>
}

/** A finding under a key of the `sentences` namespace. */
export const finding = (key: string, values: Readonly<Record<string, Value>> = {}): Finding => ({ key, values })

/** A small whole number as a word. */
export const words = (number: number): Words => ({ as: 'words', number })

/** A share as a whole percentage; `below` is a target that it must not seem to reach. */
export const percent = (share: number, below: number | null = null): Percent => ({ as: 'percent', share, below })

/** A number with one digit after the point: 31 tenths are "3.1". */
export const tenths = (given: number): Tenths => ({ as: 'tenths', tenths: given })

/** A local date; the year is said when it differs from that of `on`. */
export const day = (date: string, on?: string): Day => ({ as: 'day', date, on })

/** Key of a text about all of a number: two of them are "both". */
export const allOf = (key: string, number: number): string => (number === 2 ? `${key}_both` : key)

/** Names or findings joined as the language joins them. */
export const list = (items: readonly (string | Finding)[]): List => ({ as: 'list', items })
