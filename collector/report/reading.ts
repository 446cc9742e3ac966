import type { Rollup } from '../rollup/open-rollup.ts'
import type { Store } from '../store/open-store.ts'
import type { DataState } from './data-state.ts'
import type { Freshness } from './freshness.ts'
import type { Remembered } from './remembered.ts'

/** What the gate needs. */
export type GateDeps = {
  store: Store
  rollup: Pick<Rollup, 'revision' | 'ensureDays' | 'shown'>
  freshness: Freshness
  remembered: Remembered
}

/** One reading of the store: what was read before under the same data is not read again. */
export type Reading = {
  store: Store
  /** Makes the snapshots of days that people measures read. */
  ensureDays(days: readonly string[]): Promise<void>
  recall<Answer>(question: unknown[], ask: () => Promise<Answer>): Promise<Answer>
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
    recall: (question, ask) => remembered.get(now, JSON.stringify(question), ask),
  }
}
