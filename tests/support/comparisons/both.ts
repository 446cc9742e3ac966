import type { Both, Row } from './comparison.ts'

/** Pairs rows of the product with those of the oracle, by group or by another key. */
export function both(rows: Row[], wanted: object[], keyOf: (row: Row) => string = ({ group }) => String(group)): Both {
  const columns = new Set(wanted.flatMap((row) => Object.keys(row)))
  const flags = new Set(
    wanted.flatMap((row) => Object.entries(row).flatMap(([name, value]) => (typeof value === 'boolean' ? [name] : []))),
  )
  const product = rows.map((row): [string, Row] => {
    const known = Object.entries(row).filter(([name]) => columns.has(name))
    // The database says 1 for true.
    const plain = known.map(([name, value]) => [name, flags.has(name) && value !== null ? Boolean(value) : value])
    return [keyOf(row), rounded(Object.fromEntries(plain))]
  })
  return { product: byKey(product), oracle: byKey(wanted.map((row) => [keyOf({ ...row }), rounded({ ...row })])) }
}

// A row that is there twice stays twice.
function byKey(rows: [string, Row][]): Record<string, Row> {
  const found: Record<string, Row> = {}
  for (const [key, row] of rows) found[key in found ? `${key} again, ${Object.keys(found).length}` : key] = row
  return found
}

// Sums of fractions in another order differ in the last digit.
function rounded(row: Row): Row {
  const round = (value: unknown) => (typeof value === 'number' ? Math.round(value * 1e9) / 1e9 : value)
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, round(value)]))
}
