import { join } from 'node:path'
import { packageRoot } from '../package-root.ts'
import type { Store } from '../store/open-store.ts'
import { createViews } from '../store/views.ts'

/** Views that measures are made of, each after the ones it selects from. */
const inner = [
  'account_rows',
  'roster_rows',
  'merged_leaves',
  'adopted_before',
  'back_from_leave',
  'expected_since',
  'person_window',
  'person_states',
  'records_on',
  'record_fields_on',
  'touches_on',
]

/** Views that the gate asks; the reader may ask nothing else. */
export const measureViews = [
  'adoption',
  'adoption_trend',
  'coverage',
  'coverage_total',
  'completeness',
  'completeness_fields',
  'represented',
  'people',
  'person_days',
] as const

/** A view that the gate asks. */
export type MeasureView = (typeof measureViews)[number]

/** Folder of the migrations. */
export const migrationsFolder = join(packageRoot, 'schema', 'migrations')

/** Creates or replaces every view whose text has changed. */
export async function createMeasureViews(store: Store): Promise<string[]> {
  const names = [...inner.map((name) => `views/${name}`), ...measureViews.map((name) => `measures/${name}`)]
  return createViews(store, { directory: join(packageRoot, 'schema'), names, grants: [...measureViews] })
}
