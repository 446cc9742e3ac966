/** Prints a heading and rows of cells in aligned columns, the first one to the left. */
export function printTable(say, heading, columns, rows) {
  const lines = [columns, ...rows.map((row) => row.map(String))]
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index].length)))
  say(`\n${heading}`)
  for (const line of lines) {
    say(
      `  ${line.map((cell, index) => (index === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[index]))).join('  ')}`,
    )
  }
}

/** A whole number with thousands separators. */
export const whole = (value) => Math.round(value).toLocaleString('en-US')

/** How many times as much, in two or three digits. */
export const times = (value) => `${value >= 10 ? whole(value) : value.toFixed(2)}×`

/** The middle of some numbers. */
export function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
}
