/** Most partitions one insert may touch; the store refuses more than 100. */
export const insertPartitionsMax = 90

/** Splits rows so that no part touches more months than one insert may; order within a month is kept. */
export function splitByMonth<Row extends { date: string }>(rows: Row[]): Row[][] {
  if (!touchesMany(rows)) return rows.length === 0 ? [] : [rows]
  const months = new Map<string, Row[]>()
  for (const row of rows) {
    const month = row.date.slice(0, 7)
    const sameMonth = months.get(month)
    if (sameMonth) sameMonth.push(row)
    else months.set(month, [row])
  }
  const groups = [...months.values()]
  const parts: Row[][] = []
  for (let at = 0; at < groups.length; at += insertPartitionsMax) {
    parts.push(groups.slice(at, at + insertPartitionsMax).flat())
  }
  return parts
}

// Rows beside each other are mostly of one month, and a batch nearly always of few.
function touchesMany(rows: readonly { date: string }[]): boolean {
  const months = new Set<string>()
  let month = '-'
  for (const { date } of rows) {
    if (date.startsWith(month)) continue
    month = date.slice(0, 7)
    months.add(month)
  }
  return months.size > insertPartitionsMax
}
