import type { Counts } from './table.ts'

type Row = Readonly<Record<string, unknown>>

/** What the rows of one group tell, written as the tables of counts are. */
export function tell(rows: readonly Row[], { columns, isNamed = false }: Counts): string {
  if (rows.length === 0) return 'none'
  return rows.map((row) => (row.suppressed === true ? 'hidden' : tellRow(row, columns, isNamed))).join(' | ')
}

function tellRow(row: Row, columns: readonly string[], isNamed: boolean): string {
  if (!isNamed) return columns.map((column) => written(row[column])).join(' ')
  const told = columns.filter((column, index) => index === 0 || !(row[column] === 0 || row[column] === null))
  return told.map((column) => `${column} ${written(row[column])}`).join(', ')
}

// Four places; a day without its year; an empty key is any.
function written(value: unknown): string {
  if (value === null) return '–'
  if (value === '') return 'any'
  if (typeof value === 'number') return `${Math.round(value * 10_000) / 10_000}`
  return `${value}`.replace(/^2026-/, '')
}
