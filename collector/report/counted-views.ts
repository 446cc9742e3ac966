import type { CountedKind } from '../rollup/counted-days.ts'
import { flatStatement } from './flat-statement.ts'
import type { MeasureView } from './measure-views.ts'

type Row = Record<string, unknown>

/** How everyone's questions to a view are answered from what was counted by day; the view itself answers those about own people. */
export type CountedView = {
  view: string
  /** What has to be counted for the day; absent: the groups of its snapshot. */
  kind?: CountedKind
  /** Splits it can answer. */
  by: readonly string[]
  /** Splits that one statement answers together, as the next question is likely to be about another of them. */
  together: readonly string[]
  /** The rows of one split among all that the statement answers. */
  rowsOf(rows: readonly Row[], by: string): Row[]
}

const adoption = {
  by: ['none', 'department', 'team', 'role', 'phase'],
  together: ['none', 'department', 'role', 'phase'],
  rowsOf: rowsOfSplit,
}
const coverage = { view: 'coverage_whole', by: ['none', 'department'], together: ['none', 'department'] }

const countedViews: Partial<Record<MeasureView, CountedView>> = {
  adoption: { view: 'adoption_of_groups', ...adoption },
  // Over a year each further split costs as much as the first.
  adoption_trend: { view: 'adoption_trend_of_groups', ...adoption, together: [] },
  coverage: { ...coverage, rowsOf: ([whole]) => linesOf(whole) },
  coverage_total: { ...coverage, rowsOf: ([whole]) => (whole ? [whole] : []) },
  completeness: {
    view: 'completeness_of_groups',
    kind: 'record_groups',
    by: ['none', 'object', 'department', 'origin', 'phase'],
    together: ['none', 'object', 'department', 'origin', 'phase'],
    rowsOf: rowsOfSplit,
  },
  completeness_fields: {
    view: 'completeness_fields_of_groups',
    kind: 'field_groups',
    by: ['none', 'field'],
    together: ['none', 'field'],
    rowsOf: (rows) => [...rows],
  },
  represented: {
    view: 'represented_of_groups',
    kind: 'account_groups',
    by: ['none', 'tier', 'department', 'phase'],
    together: ['none', 'tier', 'department', 'phase'],
    rowsOf: rowsOfSplit,
  },
}

/** How a view is answered from counts, when it is split by this. */
export function countedAs(view: MeasureView, by: string): CountedView | undefined {
  const counted = countedViews[view]
  return counted?.by.includes(by) ? counted : undefined
}

/** What a statement is asked to split by, so that it answers one split, the whole and those that are likely to be asked for next. */
export function splitsOf({ together }: CountedView, by: string): readonly string[] {
  return together.includes(by) ? together : [...new Set(['none', by])]
}

/** What a statement takes of what is known: questions that differ in nothing else have the same answer. */
export function usedBy(statement: string, params: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(params).filter(([name]) => statement.includes(`{${name}:`)))
}

const statements = new Map<string, string>()

/** The statement that asks for counts. */
export function flatStatementOf(view: string): string {
  const statement = statements.get(view) ?? flatStatement(view)
  statements.set(view, statement)
  return statement
}

function rowsOfSplit(rows: readonly Row[], by: string): Row[] {
  return rows.flatMap(({ split, ...row }) => (split === by ? [row] : []))
}

function linesOf(whole: Row | undefined): Row[] {
  // The statement answers an array of named tuples, whatever is in it.
  return Array.isArray(whole?.lines) ? (whole.lines as Row[]) : []
}
