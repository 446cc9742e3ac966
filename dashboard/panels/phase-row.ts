import type { Phases } from '../data/use-phases.ts'

/** One phase on a date. */
export type PhaseRow = Phases['rows'][number]
