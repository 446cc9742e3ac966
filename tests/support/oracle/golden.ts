import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The golden fixtures by folder name. */
export const GOLDEN_CASES = [
  'adoption-states',
  'coverage-targets',
  'completeness-fields',
  'represented-steps',
  'cases',
] as const

type Fields = Record<string, unknown>

/** Numbers counted by hand: only the fields written down are claimed; ratios have four places. */
export interface Expected {
  on: string
  people?: Record<string, Fields>
  adoption?: { total: Fields } & Partial<Record<'department' | 'team' | 'role' | 'phase', Record<string, Fields>>>
  coverage?: { rows: Record<string, Fields>; total: Fields }
  completeness?: { total: Fields } & Partial<
    Record<'object' | 'department' | 'owner' | 'field', Record<string, Fields>>
  >
  represented?: { total: Fields; tier: Record<string, Fields>; skipped: string[] }
}

/** Folder of a golden fixture. */
export function goldenFolder(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/golden/${name}`, import.meta.url))
}

/** What a golden fixture must give. */
export function goldenExpected(name: string): Expected {
  // The files are part of the tests and are written in this shape.
  return JSON.parse(readFileSync(`${goldenFolder(name)}/expected.json`, 'utf8')) as Expected
}

/** Rounds every number of a row to four places, as `expected.json` is written. */
export function roundedRow(row: object | undefined): Fields {
  const round = (value: unknown) => (typeof value === 'number' ? Math.round(value * 10_000) / 10_000 : value)
  return Object.fromEntries(Object.entries(row ?? {}).map(([name, value]) => [name, round(value)]))
}
