import { stringify } from 'csv-stringify/sync'
import { formatXlsx } from './format-xlsx.ts'

type Row = Record<string, unknown>

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A file of the rows: the same numbers as the screen, never a formula. */
export function formatTable(format: 'csv' | 'xlsx', name: string, rows: readonly Row[]): Response {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const cells = rows.map((row) => columns.map((column) => cellOf(row[column])))
  const headers = {
    'Content-Type': format === 'csv' ? 'text/csv; charset=utf-8' : xlsxType,
    'Content-Disposition': `attachment; filename="${name.replaceAll(/[^A-Za-z0-9._-]/g, '_')}.${format}"`,
  }
  const body = format === 'csv' ? formatCsv(columns, cells) : formatXlsx(columns, cells)
  return new Response(body, { headers })
}

/** A cell: a number, or text that no spreadsheet takes for a formula. */
export type TableCell = number | string | null

/** RFC 4180; a text that a spreadsheet would run gets a leading apostrophe, numbers stay numbers. */
export function formatCsv(columns: readonly string[], cells: readonly (readonly TableCell[])[]): string {
  return stringify([[...columns], ...cells.map((row) => row.map(disarm))], { record_delimiter: '\r\n' })
}

/** Puts an apostrophe before a text that begins like a formula. */
export function disarm(cell: TableCell): TableCell {
  return typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
}

function cellOf(value: unknown): TableCell {
  if (value === null || value === undefined) return null
  if (typeof value === 'number' || typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  return Array.isArray(value) ? value.join('; ') : JSON.stringify(value)
}
