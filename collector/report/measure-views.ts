import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type MeasureName, measureNames } from '../../schema/measures/registry.ts'
import { packageRoot } from '../package-root.ts'
import type { Store } from '../store/open-store.ts'
import { createViews } from '../store/views.ts'

// Views beside those of the measures.
const furtherViews = [
  'coverage_total',
  'coverage_whole',
  'adoption_of_groups',
  'adoption_trend_of_groups',
  'completeness_basis',
  'completeness_fields',
  'completeness_of_groups',
  'completeness_fields_of_groups',
  'represented_of_groups',
  'completeness_fields_basis',
  'people',
  'people_found',
  'people_by_tasks',
  'core_task_places',
  'person_days',
  'listed_completeness',
  'listed_represented',
  'listed_freshness',
  'listed_orphaned',
  'listed_duplicates',
  'listed_pollution',
] as const

/** A view that the gate asks: one for each measure, and some beside them. */
export type MeasureView = MeasureName | (typeof furtherViews)[number]

/** Views that the gate asks; the reader may ask nothing else. */
export const measureViews: readonly MeasureView[] = [...measureNames, ...furtherViews]

// These name nobody: of them the gate asks the text of a view, which needs the right to what it reads.
const countedTables = ['state_groups', 'record_groups', 'field_groups', 'account_groups'] as const

/** What the reader may read: the views that the gate asks, and the counts by group. */
export const readerGrants: readonly string[] = [...measureViews, ...countedTables]

/** Folder of the migrations. */
export const migrationsFolder = join(packageRoot, 'schema', 'migrations')

/** The text of a view that the gate asks. */
export function readMeasureView(name: MeasureView): string {
  return readFileSync(join(packageRoot, 'schema', 'measures', `${name}.sql`), 'utf8')
}

/** Creates or replaces every view whose text has changed. */
export async function createMeasureViews(store: Store): Promise<string[]> {
  const schema = join(packageRoot, 'schema')
  const inner = readdirSync(join(schema, 'views')).filter((file) => file.endsWith('.sql'))
  const names = [
    ...inner.map((file) => `views/${basename(file, '.sql')}`),
    ...measureViews.map((name) => `measures/${name}`),
  ]
  const texts = names.map((name) => ({ name, text: readFileSync(join(schema, `${name}.sql`), 'utf8') }))
  return createViews(store, { directory: schema, names: inOrder(texts), grants: [...measureViews] })
}

/** Each view after the ones its text names. */
export function inOrder(views: readonly { name: string; text: string }[]): string[] {
  const placed = new Set<string>()
  const place = (view: { name: string; text: string }, above: readonly string[]) => {
    if (placed.has(view.name)) return
    if (above.includes(view.name)) throw new Error(`The view ${view.name} selects from itself.`)
    for (const other of views) {
      const uses = new RegExp(`(FROM|JOIN)\\s+${basename(other.name)}\\b`).test(view.text)
      if (uses && other !== view) place(other, [...above, view.name])
    }
    placed.add(view.name)
  }
  for (const view of [...views].sort((a, b) => (a.name < b.name ? -1 : 1))) place(view, [])
  return [...placed]
}
