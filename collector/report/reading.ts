import type { Rollup } from '../rollup/open-rollup.ts'
import type { Store } from '../store/open-store.ts'
import { type DataState, readDataState } from './data-state.ts'
import type { Freshness } from './freshness.ts'
import type { Remembered } from './remembered.ts'
import { readStateMark } from './state-mark.ts'

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
  /** The smallest group of the program, whoever asks. */
  floor: number
}

const minuteMs = 60_000

/** How far the data reaches: read once for all who ask at the same time, and kept until something has changed. */
export async function readStateNow({ store, rollup, freshness, remembered }: GateDeps): Promise<DataState> {
  const state = await remembered.share('data state', async () => {
    const revision = rollup.revision()
    const mark = await readStateMark(store)
    // Days of every time zone begin with a minute.
    const now = `${revision} ${mark} ${Math.floor(Date.now() / minuteMs)}`
    return remembered.keep('data state', now, () => readDataState(store))
  })
  return heldBack(state, freshness.behindSince())
}

// What is on its way is not in what was read.
function heldBack(state: DataState, behindSince: number | null): DataState {
  if (behindSince === null || state.completeThrough === null) return state
  const completeThrough = new Date(Math.min(Date.parse(state.completeThrough), behindSince)).toISOString()
  return { ...state, completeThrough }
}

/** Begins a reading; the scope is part of every question, as its restriction or its floor. */
export function beginReading(
  { store, rollup, remembered }: Pick<GateDeps, 'store' | 'rollup' | 'remembered'>,
  { watermark, floors }: DataState,
): Reading {
  const now = `${rollup.revision()} ${watermark}`
  return {
    store,
    ensureDays: rollup.ensureDays,
    ensureCounted: rollup.ensureCounted,
    recall: (question, ask) => remembered.get(now, JSON.stringify(question), ask),
    floor: floors.floor,
  }
}
