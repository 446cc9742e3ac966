/** A value as people read it in a column; unknown is a dash. */
export type Cell = string | number | boolean | null | undefined

/** Rows as aligned columns under their names; numbers to the right. */
export function formatTable(columns: readonly string[], rows: readonly Record<string, Cell>[]): string {
  const texts = rows.map((row) => columns.map((column) => words(row[column])))
  const widths = columns.map((column, i) => Math.max(column.length, ...texts.map((cells) => cells[i]?.length ?? 0)))
  const isNumber = columns.map((column) => rows.some((row) => typeof row[column] === 'number'))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (isNumber[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd()
  return [line(columns), ...texts.map(line)].join('\n')
}

function words(value: Cell): string {
  if (value === null || value === undefined || value === '') return '-'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return String(value)
}
