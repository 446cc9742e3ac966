import type { Rollup } from '../rollup/open-rollup.ts'
import type { Store } from '../store/open-store.ts'
import { type DataState, readDataState } from './data-state.ts'
import type { Freshness } from './freshness.ts'
import type { Remembered } from './remembered.ts'

/** What the gate needs. */
export type GateDeps = {
  store: Store
  rollup: Pick<Rollup, 'revision' | 'ensureDays' | 'ensureCounted' | 'shown'>
  freshness: Freshness
  remembered: Remembered
}

/** One reading of the store: what was read before under the same data is not read again. */
export type Reading = {
  store: Store
  /** Makes the snapshots of days that people measures read. */
  ensureDays(days: readonly string[]): Promise<void>
  /** Counts days that are answered from counts. */
  ensureCounted: Rollup['ensureCounted']
  recall<Answer>(question: unknown[], ask: () => Promise<Answer>): Promise<Answer>
}

/** How far the data reaches, read once for all who ask at the same time. */
export function readStateNow({ store, freshness, remembered }: GateDeps): Promise<DataState> {
  return remembered.share('data state', () => readDataState(store, freshness.behindSince()))
}

/** Begins a reading; the scope is part of every question, as its restriction or its floor. */
export function beginReading(
  { store, rollup, remembered }: Pick<GateDeps, 'store' | 'rollup' | 'remembered'>,
  { watermark }: DataState,
): Reading {
  const now = `${rollup.revision()} ${watermark}`
  return {
    store,
    ensureDays: rollup.ensureDays,
    ensureCounted: rollup.ensureCounted,
    recall: (question, ask) => remembered.get(now, JSON.stringify(question), ask),
  }
}
